using Flows.Sdk.Tests.Authoring;
using static Flows.Sdk.Tests.Authoring.SampleTasks;

namespace Flows.Sdk.Tests.Graph;

/// <summary>Slugs as contract section 1.6 says.</summary>
public sealed class SlugTests
{
    [Fact]
    public void Slug_OfSeveralCalls_CountsByNameAndTagsInCreationOrder()
    {
        var flow = Flow.Define("F", f =>
        {
            var n = f.Parameter("n", 1);
            Add(n, 1);
            Add(n, 2).WithTags("z", "a");
            Add(n, 3);
            Add(n, 4).WithTags("a", "z", "a");
            FetchAsync(f, "x");
            f.Task("CompareValue: \"a\"-switch", () => 1);
        });
        flow.Graph.Nodes.Select(n => n.Slug).ShouldBe(["n", "Add-1", "Add-a-z-1", "Add-2", "Add-a-z-2", "fetch-io-web-1", "CompareValue: \"a\"-switch-1"]);
    }

    [Fact]
    public void Slug_AfterLaterChanges_UsesTheFinalNameAndTags()
    {
        var flow = Flow.Define("F", f =>
        {
            var first = Extract(f);
            Extract(f);
            first.WithName("load").WithTags("db");
        });
        flow.Graph.Nodes.Select(n => n.Slug).ShouldBe(["load-db-1", "Extract-1"]);
    }

    [Fact]
    public void Slug_ThatIsInUse_IsSkipped()
    {
        var flow = Flow.Define("F", f =>
        {
            Extract(f);
            Extract(f).WithName("a").WithTags("1");
            Extract(f).WithName("a-1");
            f.Parameter("Extract-1", 1);
        });
        flow.Graph.Nodes.Select(n => n.Slug).ShouldBe(["Extract-2", "a-1-1", "a-1-2", "Extract-1"]);
    }

    [Fact]
    public void Tags_OfANode_AreSortedAndDistinct()
    {
        var flow = Flow.Define("F", f => Extract(f).WithTags("b", "B", "a", "b"));
        flow.Node(flow.Output).Options.Tags.ShouldBe(["B", "a", "b"]);
    }
}
