using System.Runtime.CompilerServices;
using Flows.Binding;
using Flows.Collections;

namespace Flows;

public sealed partial class FlowBuilder
{
    /// <summary>Maps the call that takes it over values known now: <c>Fetch(f.Each(["a", "b"]), timeout)</c>.</summary>
    /// <typeparam name="T">The type of one value.</typeparam>
    /// <param name="values">The values; they are copied.</param>
    /// <returns>What a task takes in place of one value.</returns>
    /// <exception cref="FlowDefinitionException">The flow is already finished.</exception>
    public Elements<T> Each<T>(IEnumerable<T> values)
    {
        ArgumentNullException.ThrowIfNull(values);
        return ConstantTask.Record<T>(graph, [.. values]).Each();
    }

    /// <summary>One list of several handles, for a task that takes a list.</summary>
    /// <typeparam name="T">The type of one value.</typeparam>
    /// <param name="items">The handles.</param>
    /// <returns>A handle of the list.</returns>
    /// <exception cref="FlowDefinitionException">A handle is of another flow, or the flow is already finished.</exception>
    public TaskResult<List<T>> List<T>(params ReadOnlySpan<IDeferred<T>> items) => Collected.List<T>(graph, Arguments(items));

    /// <summary>One list of handles and values: <c>f.List&lt;int&gt;(count, 5)</c>.</summary>
    /// <inheritdoc cref="List{T}(ReadOnlySpan{IDeferred{T}})"/>
    [OverloadResolutionPriority(-1)]
    public TaskResult<List<T>> List<T>(params ReadOnlySpan<Input<T>> items) => Collected.List<T>(graph, Arguments(items));

    /// <summary>One set of several handles; equal values are in it once.</summary>
    /// <inheritdoc cref="List{T}(ReadOnlySpan{IDeferred{T}})"/>
    /// <returns>A handle of the set.</returns>
    public TaskResult<HashSet<T>> Set<T>(params ReadOnlySpan<IDeferred<T>> items) => Collected.Set<T>(graph, Arguments(items));

    /// <summary>One dictionary of several handles: <c>f.Dictionary(("rows", rows), ("errors", errors))</c>.</summary>
    /// <typeparam name="TKey">The type of the keys.</typeparam>
    /// <typeparam name="T">The type of one value.</typeparam>
    /// <param name="items">The handles, each with its key.</param>
    /// <returns>A handle of the dictionary.</returns>
    /// <exception cref="FlowDefinitionException">A key is given twice, a handle is of another flow, or the flow is already finished.</exception>
    public TaskResult<Dictionary<TKey, T>> Dictionary<TKey, T>(params ReadOnlySpan<(TKey Key, IDeferred<T> Value)> items)
        where TKey : notnull
    {
        var (keys, values) = (new List<TKey>(items.Length), new List<Argument>(items.Length));
        foreach (var (key, value) in items)
        {
            keys.Add(key);
            values.Add(Argument.From(value));
        }

        return Collected.Dictionary<TKey, T>(graph, keys, values);
    }

    /// <summary>One tuple of two handles, for a task that takes a tuple; <c>Then</c> takes the handles themselves.</summary>
    /// <typeparam name="T1">The type of a value.</typeparam>
    /// <typeparam name="T2">The type of a value.</typeparam>
    /// <param name="first">A handle.</param>
    /// <param name="second">A handle.</param>
    /// <returns>A handle of the tuple.</returns>
    /// <exception cref="FlowDefinitionException">A handle is of another flow, or the flow is already finished.</exception>
    public TaskResult<(T1, T2)> Tuple<T1, T2>(IDeferred<T1> first, IDeferred<T2> second) => Collected.Tuple(
        graph, [typeof(T1), typeof(T2)], [Argument.From(first), Argument.From(second)], static a => (a.Get<T1>(0), a.Get<T2>(1)));

    /// <summary>One tuple of three handles, for a task that takes a tuple.</summary>
    /// <typeparam name="T1">The type of a value.</typeparam>
    /// <typeparam name="T2">The type of a value.</typeparam>
    /// <typeparam name="T3">The type of a value.</typeparam>
    /// <param name="first">A handle.</param>
    /// <param name="second">A handle.</param>
    /// <param name="third">A handle.</param>
    /// <returns>A handle of the tuple.</returns>
    /// <exception cref="FlowDefinitionException">A handle is of another flow, or the flow is already finished.</exception>
    public TaskResult<(T1, T2, T3)> Tuple<T1, T2, T3>(IDeferred<T1> first, IDeferred<T2> second, IDeferred<T3> third) => Collected.Tuple(
        graph,
        [typeof(T1), typeof(T2), typeof(T3)],
        [Argument.From(first), Argument.From(second), Argument.From(third)],
        static a => (a.Get<T1>(0), a.Get<T2>(1), a.Get<T3>(2)));

    private static List<Argument> Arguments<T>(ReadOnlySpan<IDeferred<T>> items)
    {
        var arguments = new List<Argument>(items.Length);
        foreach (var item in items) arguments.Add(Argument.From(item));
        return arguments;
    }

    private static List<Argument> Arguments<T>(ReadOnlySpan<Input<T>> items)
    {
        var arguments = new List<Argument>(items.Length);
        foreach (var item in items) arguments.Add(item.Bind());
        return arguments;
    }
}
