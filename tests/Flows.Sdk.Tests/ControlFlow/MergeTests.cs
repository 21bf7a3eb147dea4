using Flows.Sdk.Tests.Engine;

namespace Flows.Sdk.Tests.ControlFlow;

public sealed class MergeTests
{
    private readonly RecordingRunStore store = new();

    [Fact]
    public async Task Merge_OfBranches_IsTheFirstThatIsThere()
    {
        var flow = Flow.Define("F", f =>
        {
            var skipped = f.Task("a", int () => throw FlowSignal.Skip("not today"));
            return f.Merge(skipped, f.Task("b", () => 0), f.Task("c", () => 3));
        });

        (await flow.RunOnAsync(store)).Result(flow.Output).ShouldBe(0);
    }

    [Fact]
    public async Task Merge_OfManyBranches_GoesByTheLettersOfTheirKeys()
    {
        var flow = Flow.Define("F", f => f.Merge([.. Enumerable.Range(1, 10).Select(n => f.Task("t", string? () => n is 2 or 10 ? $"{n}" : null))]));

        (await flow.RunOnAsync(store)).Result(flow.Output).ShouldBe("10");
    }

    [Fact]
    public async Task Merge_OfNulls_IsNull()
    {
        var flow = Flow.Define("F", f => f.Merge(f.Task("a", string? () => null), f.Task("b", string? () => null)));

        var state = await flow.RunOnAsync(store);

        state.Result(flow.Output).ShouldBeNull();
        store.History("Merge-1").ShouldBe(["Running", "Success"]);
    }

    [Fact]
    public async Task Merge_OfTasksThatYieldNothing_RunsWithEitherOfThem()
    {
        var flow = Flow.Define("F", f => f.If(f.Parameter("on", true), then: () => f.Task("a", () => { }), otherwise: () => f.Task("b", () => { })));

        await flow.RunOnAsync(store);

        store.History("Merge-1").ShouldBe(["Running", "Success"]);
    }

    [Fact]
    public async Task Merge_OfDerivedTypes_IsOfTheirBaseType()
    {
        var flow = Flow.Define("F", f => f.Merge<IEnumerable<int>>(f.Task("a", int[] () => throw FlowSignal.Skip("no")), f.Task("b", () => new List<int> { 1 })));

        (await flow.RunOnAsync(store)).Result(flow.Output).ShouldBe([1]);
    }

    [Fact]
    public void Merge_ThatWouldBeSkippedWithABranch_IsRefused() =>
        Should.Throw<FlowDefinitionException>(() => Flow.Define("F", f => f.Merge(f.Task("a", () => 1)).With(o => o with { SkipOnUpstreamSkip = true })))
            .Message.ShouldBe("SkipOnUpstreamSkip of task 'Merge' of flow 'F' is true, but a merge must run when a branch is skipped: leave it false.");

    [Fact]
    public void Merge_OfNothing_IsRefused() =>
        Should.Throw<FlowDefinitionException>(() => Flow.Define("F", f => f.Merge<int>()))
            .Message.ShouldBe("A merge in flow 'F' has nothing to merge: give it the results of the branches.");
}
