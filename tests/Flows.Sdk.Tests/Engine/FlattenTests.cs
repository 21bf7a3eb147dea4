using Flows.Binding;
using Microsoft.Extensions.Logging;
using static Flows.Sdk.Tests.Authoring.SampleTasks;

namespace Flows.Sdk.Tests.Engine;

/// <summary>Lists of lists that are made flat on their way into a task.</summary>
public sealed class FlattenTests
{
    private readonly RecordingRunStore store = new();

    [Fact]
    public async Task Flatten_TakenWhole_IsOneListOfAllElements()
    {
        var flow = Flow.Define("F", f =>
        {
            var lists = f.Task("lists", () => new List<int[]> { new[] { 1, 2 }, Array.Empty<int>(), new[] { 3 } });
            return (Sum(lists.Flatten()), SumArray(lists.Flatten()), SumList(lists.Flatten()), lists.Flatten());
        });

        var state = await flow.RunOnAsync(store);

        state.Result(flow.Output.Item1).ShouldBe(6);
        state.Result(flow.Output.Item2).ShouldBe(6);
        state.Result(flow.Output.Item3).ShouldBe(6);
        state.Result(flow.Output.Item4).ShouldBe([1, 2, 3]);
        flow.Graph.Edges[0].ShouldSatisfyAllConditions(e => e.Flattened.ShouldBeTrue(), e => e.Mapped.ShouldBeFalse(), e => e.InStep.ShouldBeFalse());
    }

    [Fact]
    public async Task Flatten_MappedOver_RunsAChildForEachElement()
    {
        var flow = Flow.Define("F", f =>
        {
            var lists = f.Task("lists", () => new[] { new[] { 1, 2 }, new[] { 3 } });
            return (added: Add(lists.Flatten().Each(), 10), doubled: lists.Flatten().Map("double", v => 2 * v));
        });

        var state = await flow.RunOnAsync(store);

        state.Result(flow.Output.added).ShouldBe([11, 12, 13]);
        state.Result(flow.Output.doubled).ShouldBe([2, 4, 6]);
        flow.Graph.Edges.ShouldAllBe(e => e.Flattened && e.Mapped);
    }

    [Fact]
    public async Task Flatten_OfMappedChildren_SpansTheChildren()
    {
        var flow = Flow.Define("F", f =>
        {
            var pairs = f.Task("A", () => new[] { 1, 2, 3 }).Map("pair", v => new[] { v, -v });
            return (added: Add(pairs.Flatten().Each(), 100), sum: Sum(pairs.Flatten()));
        });

        var state = await flow.RunOnAsync(store, new() { MaxConcurrency = 4 });

        state.Result(flow.Output.added).ShouldBe([101, 99, 102, 98, 103, 97]);
        state.Result(flow.Output.sum).ShouldBe(0);
    }

    [Fact]
    public async Task Flatten_OfAFailedChild_CountsAsOneElementThatFailsItsOwnChild()
    {
        var flow = Flow.Define("F", f =>
        {
            var pairs = f.Task("A", () => new[] { 1, 2, 3 }).Map("pair", v => v == 2 ? throw new InvalidOperationException("boom") : new[] { v, -v });
            return pairs.Flatten().Map("after", v => v);
        });

        var state = await flow.RunOnAsync(store);

        state[flow.Output].Children.Select(c => c.State.Type).ShouldBe(["Success", "Success", "TriggerFailed", "Success", "Success"]);
        state[flow.Output].Children[2].State.Message.ShouldBe("Trigger was 'all_successful' but upstream task 'pair[1]' is Failed.");
    }

    [Fact]
    public async Task Flatten_OfAChildWithoutAList_CountsAsOneElementWithAWarning()
    {
        using var logs = new CapturedLogs();
        var flow = Flow.Define("F", f =>
        {
            var children = new TaskDefinition<object>(new() { Name = "any" }, [new("v", typeof(int), true)], a => new(a.Get<int>(0) == 2 ? 2 : (object)new[] { 1 }))
                .Map(Argument.From(f.Task("A", () => new[] { 1, 2 }).Each()));
            return new FlattenedResult<object>(children).Map("after", v => v);
        });

        var state = await flow.RunOnAsync(store, new() { MaxConcurrency = 1, LoggerFactory = logs });

        state.Result(flow.Output).ShouldBe([1, 2]);
        logs.Captured.ShouldContain(l => l.Level == LogLevel.Warning && l.Text == "Task 'any[1]': it yields no list to be flattened; it counts as one element.");
    }

    [Fact]
    public async Task Flatten_WaitsForAllChildrenUpstream_SinceTheyMustBeCounted()
    {
        var order = new List<string>();
        var flow = Flow.Define("F", f => f.Task("A", () => new[] { 1, 2 })
            .Map("pair", v => Note(order, $"pair {v}", new[] { v }))
            .Flatten().Map("after", v => Note(order, $"after {v}", v)));

        await flow.RunOnAsync(store);

        order.ShouldBe(["pair 1", "pair 2", "after 1", "after 2"]);
    }

    [Fact]
    public void As_OfAFlattenedList_IsRefused()
    {
        var error = Should.Throw<FlowDefinitionException>(() => Flow.Define("F", f => f.Task("lists", () => new[] { new[] { 1 } }).Flatten().As<IEnumerable<int>>()));

        error.Message.ShouldBe(
            "The flattened list of task 'lists' of flow 'F' is no task of its own, so it cannot be seen as another type: pass it to a task as it is, or use Select.");
    }

    private static T Note<T>(List<string> order, string text, T value)
    {
        order.Add(text);
        return value;
    }
}
