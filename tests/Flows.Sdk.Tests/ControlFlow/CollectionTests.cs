using Flows.Sdk.Tests.Authoring;
using Flows.Sdk.Tests.Engine;
using static Flows.Sdk.Tests.Authoring.SampleTasks;

namespace Flows.Sdk.Tests.ControlFlow;

/// <summary>Handles made into one value, members of values, and lists known now that are mapped over.</summary>
public sealed class CollectionTests
{
    private readonly RecordingRunStore store = new();

    [Fact]
    public async Task List_OfHandles_IsATaskThatYieldsTheirValues()
    {
        var flow = Flow.Define("F", f =>
        {
            var (a, b) = (f.Task("a", () => 1), f.Parameter("b", 2));
            return (whole: Sum(f.List(a, b)), mixed: f.List<int>(a, 5), set: f.Set(a, a, b));
        });

        var state = await flow.RunOnAsync(store);

        state.Result(flow.Output.whole).ShouldBe(3);
        state.Result(flow.Output.mixed).ShouldBe([1, 5]);
        state.Result(flow.Output.set).ShouldBe([1, 2]);
        flow.EdgeTexts().ShouldBe([
            "a-1 -arg_1-> List-1", "b -arg_2-> List-1", "List-1 -values-> Sum-1", "a-1 -arg_1-> List-2",
            "a-1 -arg_1-> Set-1", "a-1 -arg_2-> Set-1", "b -arg_3-> Set-1",
        ], ignoreOrder: true);
    }

    [Fact]
    public async Task Tuple_OfHandles_KeepsTheirTypes()
    {
        var flow = Flow.Define("F", f =>
        {
            var (a, b) = (f.Task("a", () => 1), f.Task("b", () => "x"));
            return (two: f.Tuple(a, b), three: f.Tuple(a, b, a).Select(t => t.Item2));
        });

        var state = await flow.RunOnAsync(store);

        state.Result(flow.Output.two).ShouldBe((1, "x"));
        state.Result(flow.Output.three).ShouldBe("x");
    }

    [Fact]
    public async Task Dictionary_OfHandles_HasTheirValuesByKey()
    {
        var flow = Flow.Define("F", f => f.Dictionary(("a", f.Task("a", () => 1)), ("b", f.Task("b", () => 2))));

        var state = await flow.RunOnAsync(store);

        state.Result(flow.Output).ShouldBe(new Dictionary<string, int> { ["a"] = 1, ["b"] = 2 });
        flow.EdgeTexts().ShouldBe(["a-1 -arg_1-> List-1", "b-1 -arg_2-> List-1", "List-1 -values-> Dict-1"], ignoreOrder: true);
    }

    [Fact]
    public void Dictionary_WithAKeyTwice_IsRefused() =>
        Should.Throw<FlowDefinitionException>(() => Flow.Define("F", f => f.Dictionary(("a", f.Task("a", () => 1)), ("a", f.Task("b", () => 2)))))
            .Message.ShouldBe("A dictionary in flow 'F' has the key 'a' twice: give each key one value.");

    [Fact]
    public async Task Each_OfValuesKnownNow_MapsOverAConstantThatIsNoTaskRun()
    {
        var flow = Flow.Define("F", f => (added: Add(f.Each([1, 2, 3]), 10), greeted: Greet(f.Each(["Ann", "Bob"]), "Hi"), none: Add(f.Each<int>([]), 1)));

        var state = await flow.RunOnAsync(store);

        state.Result(flow.Output.added).ShouldBe([11, 12, 13]);
        state.Result(flow.Output.greeted).ShouldBe(["Hi Ann", "Hi Bob"]);
        state.Result(flow.Output.none).ShouldBeEmpty();
        flow.EdgeTexts().ShouldBe(["Constant[list]-1 -x*-> Add-1", "Constant[list]-2 -name*-> Greet-1", "[]-1 -x*-> Add-2"]);
        store.History("Constant[list]-1").ShouldBeEmpty();
        state.Tasks[0].State.Type.ShouldBe("Success");
    }

    [Fact]
    public void Each_OfOtherValues_GivesAnotherHash() =>
        Constants(1, 2).Graph.Hash.ShouldNotBe(Constants(1, 3).Graph.Hash);

    [Fact]
    public async Task Each_InABranch_IsNotGatedButWhatIsMappedOverItIs()
    {
        var flow = Flow.Define("F", f => f.If(f.Parameter("on", false), then: () => { Add(f.Each([1, 2]), 1); }));

        (await flow.RunOnAsync(store)).IsSuccessful.ShouldBeTrue();

        store.History("Add-1").ShouldBe(["Skipped"]);
    }

    [Fact]
    public async Task Select_OfARecordOrATuple_TakesAMember()
    {
        var flow = Flow.Define("F", f =>
        {
            var row = f.Task("row", () => new Row(7, "Ann"));
            var rows = Rows(f);
            return (row.Select(r => r.Id), row.Select(static r => r.Name!.Length), rows.Select(r => r[0].Name), rows.Select(r => r.Count * 2), rows.Select(r => r.Count, "count"));
        });

        var state = await flow.RunOnAsync(store);

        state.Result(flow.Output.Item1).ShouldBe(7);
        state.Result(flow.Output.Item2).ShouldBe(3);
        state.Result(flow.Output.Item3).ShouldBe("a");
        state.Result(flow.Output.Item4).ShouldBe(4);
        flow.Graph.Nodes.Select(n => n.Name).ShouldBe(["row", "Rows", "row.Id", "row.Name.Length", "Rows[0].Name", "Rows.Select", "count"]);
    }

    [Fact]
    public async Task Select_OfAMap_TakesAMemberOfEachChild()
    {
        var flow = Flow.Define("F", f => f.Task("A", () => new[] { 1, 2 }).Map("row", v => new Row(v, null)).Select(r => r.Id));

        (await flow.RunOnAsync(store)).Result(flow.Output).ShouldBe([1, 2]);
        flow.EdgeTexts().ShouldContain("row-1 -task_result*-> row.Id-1");
    }

    private static Flow Constants(params int[] values) => Flow.Define("F", f => { Add(f.Each(values), 1); });
}
