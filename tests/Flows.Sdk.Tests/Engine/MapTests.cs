using Flows.Binding;
using Flows.States;

namespace Flows.Sdk.Tests.Engine;

public sealed class MapTests
{
    private readonly RecordingRunStore store = new();

    [Fact]
    public async Task RunAsync_MapOverAList_RunsAChildForEachElementAndCollectsAList()
    {
        var flow = Flow.Define("F", f => f.Task("A", () => new[] { 1, 2, 3 }).Map("B", v => v * 10));

        var state = await flow.RunOnAsync(store);

        store.History("B-1").ShouldBe(["Mapped"]);
        store.States("B-1").Cast<Mapped>().Single().MapStates.ShouldBe(3);
        store.History("B-1[2]").ShouldBe(["Running", "Success"]);
        state.Result(flow.Output).ShouldBe([10, 20, 30]);
        state[flow.Output].Children.Select(c => c.Name).ShouldBe(["B[0]", "B[1]", "B[2]"]);
    }

    [Fact]
    public async Task RunAsync_MapOverNothing_IsASuccessWithAnEmptyList()
    {
        var flow = Flow.Define("F", f =>
        {
            var mapped = f.Task("A", Array.Empty<int>).Map("B", v => v);
            return mapped.Then("C", list => list.Count);
        });

        var state = await flow.RunOnAsync(store);

        store.History("B-1").ShouldBe(["Mapped"]);
        state.Result(flow.Output).ShouldBe(0);
        state.State.Message.ShouldBe("All reference tasks succeeded.");
    }

    [Fact]
    public async Task RunAsync_MapOfAMap_HandsOnEachChildsOwnEnd()
    {
        var flow = Flow.Define("F", f =>
        {
            var first = f.Task("A", () => new[] { 1, 2, 3 }).Map("B", v => v == 2 ? throw new InvalidOperationException("boom") : v);
            return first.Map("C", v => v + 100);
        });

        var state = await flow.RunOnAsync(store);

        state[flow.Output].Children.Select(c => c.State.Type).ShouldBe(["Success", "TriggerFailed", "Success"]);
        store.States("C-1[1]")[0].Message.ShouldBe("Trigger was 'all_successful' but upstream task 'B[1]' is Failed.");
        store.History("C-1").ShouldBe(["Mapped"]);
        state.IsFailed.ShouldBeTrue();
    }

    [Fact]
    public async Task RunAsync_ChainOfMaps_HasNoBarrierInIt()
    {
        var secondDone = new TaskCompletionSource();
        var flow = Flow.Define("F", f => f.Task("A", () => new[] { 0, 1 })
            .Map("B", async Task<int> (v) =>
            {
                if (v == 1) await secondDone.Task;
                return v;
            })
            .Map("C", v =>
            {
                secondDone.TrySetResult();
                return v;
            }));

        var state = await flow.RunOnAsync(store, new() { MaxConcurrency = 2 });

        state.Result(flow.Output).ShouldBe([0, 1]);
    }

    [Fact]
    public async Task RunAsync_ChildSkipped_SkipsItsOwnChainAndTheReduction()
    {
        var flow = Flow.Define("F", f =>
        {
            var first = f.Task("A", () => new[] { 1, 2 }).Map("B", v => v == 2 ? throw FlowSignal.Skip("not this one") : v);
            var second = first.Map("C", v => v);
            second.Then("D", list => list.Count);
            return second;
        });

        var state = await flow.RunOnAsync(store);

        state[flow.Output].Children.Select(c => c.State.Type).ShouldBe(["Success", "Skipped"]);
        store.History("D-1").ShouldBe(["Skipped"]);
    }

    [Fact]
    public async Task RunAsync_ReductionOfFailedChildren_AsksItsTriggerAboutTheChildren()
    {
        var flow = Flow.Define("F", f =>
        {
            var mapped = f.Task("A", () => new[] { "x", "y" }).Map("B", v => v == "y" ? throw new InvalidOperationException("boom") : v);
            mapped.Then("C", list => list.Count);
            return mapped.Then("D", list => string.Join(",", list.Select(v => v ?? "-"))).When(Trigger.AnyFailed);
        });

        var state = await flow.RunOnAsync(store);

        store.History("C-1").ShouldBe(["TriggerFailed"]);
        state.Result(flow.Output).ShouldBe("x,-");
    }

    [Fact]
    public async Task RunAsync_ChildThatFailsOnce_IsRetriedAlone()
    {
        var flow = Flow.Define("F", f => f.Task("A", () => new[] { 1, 2 })
            .Map("B", (v, context) => v == 2 && context.Attempt == 1 ? throw new InvalidOperationException("boom") : context.MapIndex).WithRetries(1));

        var state = await flow.RunOnAsync(store);

        store.History("B-1[0]").ShouldBe(["Running", "Success"]);
        store.History("B-1[1]").ShouldBe(["Running", "Failed", "Retrying", "Running", "Success"]);
        state.Result(flow.Output).ShouldBe([0, 1]);
    }

    [Fact]
    public async Task RunAsync_ListsOfUnequalLength_FailWithBothLengths()
    {
        var flow = Flow.Define("F", f =>
        {
            var a = f.Task("A", () => new[] { 1, 2, 3 });
            var b = f.Task("B", () => new[] { 1, 2 });
            return Zip(a.Each(), b.Each());
        });

        var state = await flow.RunOnAsync(store);

        store.History("Zip-1").ShouldBe(["Failed"]);
        state.Tasks[2].State.Message.ShouldBe("Task 'Zip' cannot be mapped: 'x' has 3 elements and 'y' has 2; all that it is mapped over must have the same number.");
    }

    [Fact]
    public async Task RunAsync_WholeArgumentBesideElements_GoesToEachChild()
    {
        var flow = Flow.Define("F", f =>
        {
            var a = f.Task("A", () => new[] { 1, 2, 3 });
            var b = f.Task("B", () => 10);
            return Zip(a.Each(), b);
        });

        (await flow.RunOnAsync(store)).Result(flow.Output).ShouldBe([11, 12, 13]);
    }

    [Fact]
    public async Task RunAsync_UpstreamFailed_CannotBeMapped()
    {
        var flow = Flow.Define("F", f => f.Task("A", int[] () => throw new InvalidOperationException("boom")).Map("B", v => v));

        var state = await flow.RunOnAsync(store);

        store.History("B-1").ShouldBe(["Failed"]);
        state[flow.Output].State.Message.ShouldBe("No upstream states can be mapped over.");
    }

    [Fact]
    public async Task RunAsync_UpstreamNull_CannotBeMapped()
    {
        var flow = Flow.Define("F", f => f.Task("A", int[] () => null!).Map("B", v => v));

        (await flow.RunOnAsync(store))[flow.Output].State.Message.ShouldBe("At least one upstream state has an unmappable result.");
    }

    [Fact]
    public async Task RunAsync_UpstreamSkipped_SkipsTheParentAndMakesNoChildren()
    {
        var flow = Flow.Define("F", f => f.Task("A", int[] () => throw FlowSignal.Skip("none")).Map("B", v => v));

        var state = await flow.RunOnAsync(store);

        store.History("B-1").ShouldBe(["Skipped"]);
        state[flow.Output].Children.ShouldBeEmpty();
    }

    [Fact]
    public async Task RunAsync_TenThousandChildrenThatAllAwait_RunsThemAll()
    {
        var flow = Flow.Define("F", f => f.Task("A", () => Enumerable.Range(0, 10_000))
            .Map("B", async v =>
            {
                await Task.Yield();
                return v;
            })
            .Map("C", v => v)
            .Then("D", list => list.Sum()));

        var state = await flow.RunAsync(options: new() { MaxConcurrency = 1_000 });

        state.Result(flow.Output).ShouldBe(49_995_000);
    }

    private static MappedResult<int> Zip(IMapArgument x, IMapArgument y) => new(
        new TaskDefinition<int>(new() { Name = "Zip" }, [new("x", typeof(int), true), new("y", typeof(int), true)], a => new(a.Get<int>(0) + a.Get<int>(1)))
            .Map(Argument.From(x), Argument.From(y)));
}
