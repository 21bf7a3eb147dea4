using Flows.Binding;
using Flows.Graph;

namespace Flows.Collections;

/// <summary>The tasks that make one value of several handles; the original makes them of arguments that hold tasks (contract section 1.5).</summary>
internal static class Collected
{
    public static TaskResult<List<T>> List<T>(GraphBuilder graph, IReadOnlyList<Argument> items) =>
        Record<T, List<T>>(graph, NodeKind.List, items, static values => [.. values]);

    public static TaskResult<HashSet<T>> Set<T>(GraphBuilder graph, IReadOnlyList<Argument> items) =>
        Record<T, HashSet<T>>(graph, NodeKind.Set, items, static values => [.. values]);

    /// <param name="graph">The graph.</param>
    /// <param name="types">The type of each item.</param>
    /// <param name="items">The items.</param>
    /// <param name="make">Makes the tuple.</param>
    public static TaskResult<TTuple> Tuple<TTuple>(GraphBuilder graph, Type[] types, Argument[] items, Func<TaskArgs, TTuple> make) =>
        new(Define(NodeKind.Tuple, types, make).CallIn(graph, items));

    public static TaskResult<Dictionary<TKey, T>> Dictionary<TKey, T>(GraphBuilder graph, IReadOnlyList<TKey> keys, IReadOnlyList<Argument> values)
        where TKey : notnull
    {
        if (keys.GroupBy(static k => k).FirstOrDefault(static g => g.Count() > 1) is { } twice)
            throw new FlowDefinitionException($"A dictionary in flow '{graph.FlowName}' has the key {ControlFlow.ValueText.Literal(twice.Key)} twice: give each key one value.");
        var list = List<T>(graph, values);
        return new(new TaskDefinition<Dictionary<TKey, T>>(
            new() { Name = nameof(NodeKind.Dict) },
            [new("keys", typeof(IReadOnlyList<TKey>), Required: true), new("values", typeof(List<T>), Required: true)],
            static args => new(args.Get<IReadOnlyList<TKey>>(0).Zip(args.Get<List<T>>(1)).ToDictionary(static p => p.First, static p => p.Second)))
        {
            Kind = NodeKind.Dict,
        }.CallIn(graph, Argument.Of(keys), Argument.From(list)));
    }

    private static TaskResult<TOut> Record<T, TOut>(GraphBuilder graph, NodeKind kind, IReadOnlyList<Argument> items, Func<IEnumerable<T>, TOut> make)
    {
        var task = Define(kind, [.. items.Select(static _ => typeof(T))], args => make(Enumerable.Range(0, items.Count).Select(args.Get<T>)));
        return new(task.CallIn(graph, [.. items]));
    }

    private static TaskDefinition<TOut> Define<TOut>(NodeKind kind, Type[] types, Func<TaskArgs, TOut> make) =>
        new(new() { Name = kind.ToString() }, [.. types.Select(static (type, i) => new TaskInput($"arg_{i + 1}", type, Required: true))], args => new(make(args))) { Kind = kind };
}
