using static Flows.Sdk.Tests.Authoring.SampleTasks;

namespace Flows.Sdk.Tests.Authoring;

/// <summary>Tasks that are written in place.</summary>
public sealed class InlineTests
{
    [Fact]
    public void Then_OnOneToFourValues_ComputesWithThem()
    {
        var flow = Flow.Define("F", f =>
        {
            var a = f.Parameter("a", 1);
            var b = Extract(f);
            var c = f.Task("c", () => "c");
            return (
                one: a.Then("one", x => x + 1),
                two: (a, b).Then("two", (x, y) => x + y.Count),
                three: (a, b, c).Then("three", (x, y, z) => $"{x}{y.Count}{z}"),
                four: (a, b, c, a).Then("four", (w, x, y, z) => $"{w}{x.Count}{y}{z}"));
        });
        flow.Run(flow.Output.one).ShouldBe(2);
        flow.Run(flow.Output.two).ShouldBe(4);
        flow.Run(flow.Output.three).ShouldBe("13c");
        flow.Run(flow.Output.four).ShouldBe("13c1");
        flow.EdgeTexts().Where(e => e.Contains("two", StringComparison.Ordinal)).ShouldBe(["a -value1-> two-1", "Extract-1 -value2-> two-1"]);
    }

    [Fact]
    public void Then_Asynchronous_YieldsWhatItAwaits()
    {
        var flow = Flow.Define("F", f =>
        {
            var a = f.Parameter("a", 1);
            TaskResult<int> one = a.Then("one", async x => { await Task.Yield(); return x + 1; });
            TaskResult<string> two = (a, one).Then("two", async (x, y, context) => { await Task.Yield(); return context.TaskSlug + x + y; });
            TaskResult<Unit> none = a.Then("none", async x => await Task.Yield());
            return (one, two, none);
        });
        flow.Run(flow.Output.one).ShouldBe(2);
        flow.Run(flow.Output.two).ShouldBe("two-112");
        flow.Run(flow.Output.none).ShouldBe(default);
    }

    [Fact]
    public void Then_WithoutAResult_RunsForItsEffect()
    {
        var seen = new List<string>();
        var flow = Flow.Define("F", f =>
        {
            var a = f.Parameter("a", 1);
            TaskResult<Unit> one = a.Then("one", x => seen.Add($"one {x}"));
            TaskResult<Unit> two = (a, a).Then("two", (x, y, context) => seen.Add($"{context.TaskName} {x} {y}"));
            return (one, two, zero: f.Task("zero", context => seen.Add(context.TaskName)));
        });
        flow.Run(flow.Output.one);
        flow.Run(flow.Output.two);
        flow.Run(flow.Output.zero);
        seen.ShouldBe(["one 1", "two 1 1", "zero"]);
    }

    [Fact]
    public void Map_InPlace_RunsOncePerElement()
    {
        var flow = Flow.Define("F", f =>
        {
            var xs = Extract(f);
            return (doubled: xs.Map("double", x => x * 2), named: xs.Map("named", async (x, context) => { await Task.Yield(); return context.TaskName + x; }));
        });
        flow.Run(flow.Output.doubled).ShouldBe([2, 4, 6]);
        flow.Run(flow.Output.named).ShouldBe(["named1", "named2", "named3"]);
        flow.EdgeTexts().ShouldContain("Extract-1 -item*-> double-1");
    }

    [Fact]
    public void As_ABaseType_IsTheSameTask()
    {
        var flow = Flow.Define("F", f => (seen: Extract(f).As<IEnumerable<int>>(), nullable: f.Parameter("x", 3).AsNullable()));
        flow.Output.seen.Node.Index.ShouldBe(0);
        flow.Run(flow.Output.nullable).ShouldBe(3);
    }

#pragma warning disable FLOW006 // this is what the handles are asked here
    [Fact]
    public void ToString_OfAHandle_ExplainsItself() => Flow.Define("F", f =>
    {
        var x = f.Parameter("x", new[] { 3 });
        x.ToString().ShouldBe("<the value of parameter 'x' of flow 'F' exists only once the flow runs: make it an argument of a task, or use Then>");
        x.Each().ToString().ShouldBe($"each element of {x}");
        Extract(f).WithName("load").ToString().ShouldStartWith("<the value of task 'load' of flow 'F'");
    });
#pragma warning restore FLOW006
}
