using Flows.Binding;
using Flows.Graph;

namespace Flows.ControlFlow;

/// <summary>The task after branches: it yields what the one that ran yields, and is skipped when all were.</summary>
internal static class Merge
{
    public static TaskResult<T> Record<T>(GraphBuilder graph, IReadOnlyList<IDeferred<T>> branches)
    {
        if (branches.Count == 0) throw new FlowDefinitionException($"A merge in flow '{graph.FlowName}' has nothing to merge: give it the results of the branches.");
        var keys = Enumerable.Range(1, branches.Count).Select(static n => $"task_{n}").ToArray();

        // As the original sorts them, by letters: task_10 comes before task_2.
        var order = Enumerable.Range(0, keys.Length).OrderBy(i => keys[i], StringComparer.Ordinal).ToArray();
        return new(new TaskDefinition<T>(
            new() { Name = "Merge", SkipOnUpstreamSkip = false, Trigger = Trigger.NotAllSkipped },
            [.. keys.Select(static k => new TaskInput(k, typeof(object), Required: true))],
            args => new(First<T>(order.Select(i => args.Get<object?>(i)))))
        {
            Kind = NodeKind.Merge,
        }.CallIn(graph, [.. branches.Select(static b => Argument.From(b))]));
    }

    /// <summary>A branch that was skipped, or that yields nothing, has no value.</summary>
    private static T First<T>(IEnumerable<object?> values) => values.OfType<T>().FirstOrDefault()!;
}
