using static Flows.Sdk.Tests.Authoring.SampleTasks;

namespace Flows.Sdk.Tests.Authoring;

/// <summary>Calls that are mapped over the elements of a list.</summary>
public sealed class MapTests
{
    [Fact]
    public void Map_OverOneArgument_KeepsTheOthersWhole()
    {
        var flow = Flow.Define("F", f => Add(Extract(f).Each(), 10));
        flow.Run(flow.Output).ShouldBe([11, 12, 13]);
        flow.EdgeTexts().ShouldBe(["Extract-1 -x*-> Add-1"]);
    }

    [Fact]
    public void Map_OverSeveralArguments_TakesThemInStep()
    {
        var flow = Flow.Define("F", f =>
        {
            var xs = Extract(f);
            var ys = Add(xs.Each(), xs.Each());
            return (zs: Add(ys.Each(), f.Parameter("k", 100)), greetings: Greet(f.Parameter<string[]>("names", ["a", "b"]).Each(), "Hi"));
        });
        flow.Run(flow.Output.zs).ShouldBe([102, 104, 106]);
        flow.Run(flow.Output.greetings).ShouldBe(["Hi a", "Hi b"]);
    }

    [Fact]
    public void Map_ReducedByATask_IsAListOfAnyKind()
    {
        var flow = Flow.Define("F", f =>
        {
            var scaled = Add(Extract(f).Each(), 1);
            return (Sum(scaled), SumList(scaled), SumArray(scaled), Count(Greet(f.Parameter<string[]>("n", ["a"]).Each())));
        });
        flow.Run(flow.Output.Item1).ShouldBe(9);
        flow.Run(flow.Output.Item2).ShouldBe(9);
        flow.Run(flow.Output.Item3).ShouldBe(9);
        flow.Run(flow.Output.Item4).ShouldBe(1);
    }

    [Fact]
    public void Map_OverElementsOfADerivedType_FitsABaseType()
    {
        var flow = Flow.Define("F", f =>
        {
            var rows = Rows(f);
            var lists = f.Task("lists", () => new List<List<Row>> { new() { new(1, null) }, new() });
            return (Describe(rows.Each()), Count(lists.Each()), MaybeNull(f.Parameter<string[]>("n", ["a"]).Each()), Join(lists.Each(), new Dictionary<int, string>(), 5));
        });
        flow.Run(flow.Output.Item1).ShouldBe([new Row(1, "a").ToString(), new Row(2, null).ToString()]);
        flow.Run(flow.Output.Item2).ShouldBe([1, 0]);
        flow.Run(flow.Output.Item3).ShouldBe(["a"]);
        flow.Run(flow.Output.Item4).ShouldBe([1, 0]);
    }

    [Fact]
    public void Map_WithAHandleBesideElements_TakesItWhole()
    {
        var flow = Flow.Define("F", f =>
        {
            var times = f.Parameter("times", 2);
            var lists = f.Task("lists", () => new List<List<Row>> { new() });
            var names = f.Task("names", () => new Dictionary<int, string> { [1] = "x" });
            return (Describe(Extract(f).Each(), times), Describe("a", Extract(f).Each()), Join(lists.Each(), names, 5));
        });
        flow.Run(flow.Output.Item1).ShouldBe(["11", "22", "33"]);
        flow.Run(flow.Output.Item2).ShouldBe(["a", "aa", "aaa"]);
        flow.Run(flow.Output.Item3).ShouldBe([1]);
    }

    [Fact]
    public void Map_OfChildrenThatYieldNothing_LeavesDefaults()
    {
        var flow = Flow.Define("F", f => SaveAsync(Extract(f).Each()));
        flow.Node(flow.Output).Collect!([null, null]).ShouldBe(new List<Unit> { default, default });
    }

    [Fact]
    public void Call_WithElementsAfterTheFlow_IsRefused()
    {
        var error = Should.Throw<FlowDefinitionException>(() => Flow.Define("F", f => Describe(f, Extract(f).Each())));
        error.Message.ShouldBe("Task 'Describe' of flow 'F' takes an object and was given elements after the flow: leave out the flow, so that the call is mapped.");
    }
}
