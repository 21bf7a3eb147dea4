using Flows.Sdk.Tests.Engine;

namespace Flows.Sdk.Tests.ControlFlow;

public sealed class FilterTests
{
    private readonly RecordingRunStore store = new();

    [Fact]
    public async Task Filter_OfAMap_KeepsTheResultsOfThoseThatEndedWell()
    {
        var flow = Flow.Define("F", f =>
        {
            var mapped = f.Task("A", () => new[] { 0, 1, 2, 3 }).Map("B", v => v switch
            {
                1 => throw new InvalidOperationException("boom"),
                2 => throw FlowSignal.Skip("not this one"),
                _ => v,
            });
            return (all: mapped.Filter(), big: mapped.Filter(v => v > 0, "only_big"));
        });

        var state = await flow.RunOnAsync(store);

        state.Result(flow.Output.all).ShouldBe([0, 3]);
        state.Result(flow.Output.big).ShouldBe([3]);
        store.History("FilterTask-1").ShouldBe(["Running", "Success"]);
        store.History("only_big-1").ShouldBe(["Running", "Success"]);
    }

    [Fact]
    public async Task Filter_OfNullables_YieldsWhatCannotBeNull()
    {
        var flow = Flow.Define("F", f =>
        {
            TaskResult<List<int>> numbers = f.Task("numbers", () => new int?[] { 1, null, 3 }).Filter();
            TaskResult<List<string>> texts = f.Task("texts", () => new List<string?> { null, "b" }).Filter();
            return (numbers, texts);
        });

        var state = await flow.RunOnAsync(store);

        state.Result(flow.Output.numbers).ShouldBe([1, 3]);
        state.Result(flow.Output.texts).ShouldBe(["b"]);
    }

    [Fact]
    public async Task Filter_OfAFlattenedMap_LooksIntoTheLists()
    {
        var flow = Flow.Define("F", f => f.Task("A", () => new[] { 1, 2 })
            .Map("B", v => v == 1 ? throw new InvalidOperationException("boom") : new[] { v, 3 * v }).Flatten().Filter(v => v > 2));

        (await flow.RunOnAsync(store)).Result(flow.Output).ShouldBe([6]);
    }

    [Fact]
    public async Task Filter_OfATaskThatFailed_IsEmpty()
    {
        var flow = Flow.Define("F", f => f.Task("A", int[] () => throw new InvalidOperationException("boom")).Filter());

        (await flow.RunOnAsync(store)).Result(flow.Output).ShouldBeEmpty();
    }
}
