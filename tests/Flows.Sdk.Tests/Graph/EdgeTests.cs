using Flows.Sdk.Tests.Authoring;
using static Flows.Sdk.Tests.Authoring.SampleTasks;

namespace Flows.Sdk.Tests.Graph;

public sealed class EdgeTests
{
    [Fact]
    public void Edges_OfArguments_AreKeyedByParameterName()
    {
        var flow = Flow.Define("F", f =>
        {
            var n = f.Parameter("n", 1);
            var sum = Add(n, n);
            Add(Extract(f).Each(), sum);
            Add(sum, 7);
        });
        flow.EdgeTexts().ShouldBe(["n -x-> Add-1", "n -y-> Add-1", "Extract-1 -x*-> Add-2", "Add-1 -y-> Add-2", "Add-1 -x-> Add-3"]);
        flow.Graph.Nodes[^1].Arguments[1].Constant.ShouldBe(7);
    }

    [Fact]
    public void Edges_OfAfter_HaveNoKeyAndStandOnce()
    {
        var flow = Flow.Define("F", f =>
        {
            var n = f.Parameter("n", 1);
            var rows = Extract(f);
            Add(n, 1).After(rows, n, rows).After(rows);
        });
        flow.EdgeTexts().ShouldBe(["n -x-> Add-1", "n --> Add-1", "Extract-1 --> Add-1"]);
    }

    [Fact]
    public void Order_WithoutCycles_IsUpstreamFirstAndOtherwiseAsWritten()
    {
        var flow = Flow.Define("F", f =>
        {
            var first = f.Task("a", () => 1);
            var second = f.Task("b", () => 1);
            f.Task("c", () => 1);
            first.After(f.Task("d", () => 1).After(second));
        });
        flow.Graph.Order.Select(n => n.Name).ShouldBe(["b", "c", "d", "a"]);
    }
}
