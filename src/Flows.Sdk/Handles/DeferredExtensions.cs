using Flows.Binding;

namespace Flows;

/// <summary>What can be done with a value that exists only once the flow runs.</summary>
public static partial class DeferredExtensions
{
    /// <summary>Maps the call that takes it over the elements: <c>Scale(rows.Each(), 10)</c> runs one child for each row.</summary>
    /// <typeparam name="T">The type of one element.</typeparam>
    /// <param name="source">The deferred list.</param>
    /// <returns>What a task takes in place of one element.</returns>
    public static Elements<T> Each<T>(this IDeferred<IEnumerable<T>> source)
    {
        ArgumentNullException.ThrowIfNull(source);
        return new(source);
    }

    /// <summary>
    /// One list of the elements of all lists in a list, one level deep: <c>Sum(lists.Flatten())</c> takes it whole, and
    /// <c>Scale(lists.Flatten().Each(), 10)</c> runs one child for each element.
    /// </summary>
    /// <typeparam name="T">The type of one element.</typeparam>
    /// <param name="source">The deferred list of lists, for example a mapped call whose children yield lists.</param>
    /// <returns>What a task takes in place of one list.</returns>
    public static FlattenedResult<T> Flatten<T>(this IDeferred<IEnumerable<IEnumerable<T>>> source)
    {
        ArgumentNullException.ThrowIfNull(source);
        return new(source.Node);
    }

    /// <summary>The same value seen as a base type or interface.</summary>
    /// <typeparam name="T">The type to see it as.</typeparam>
    /// <param name="source">The value.</param>
    /// <returns>A handle of the same task.</returns>
    /// <exception cref="FlowDefinitionException">The value is a flattened list, which is no task of its own.</exception>
    public static TaskResult<T> As<T>(this IDeferred<T> source)
    {
        ArgumentNullException.ThrowIfNull(source);
        if (source.Flatten is not null)
            throw new FlowDefinitionException(
                $"The flattened list of {source.Node.Graph.Describe(source.Node)} is no task of its own, so it cannot be seen as another type: pass it to a task as it is, or use Select.");
        return new(source.Node);
    }

    /// <summary>The same value where a task takes null as well.</summary>
    /// <typeparam name="T">The type of the value.</typeparam>
    /// <param name="source">The value.</param>
    /// <returns>A handle of the same task.</returns>
    public static TaskResult<T?> AsNullable<T>(this IDeferred<T> source)
        where T : struct
    {
        ArgumentNullException.ThrowIfNull(source);
        return new(source.Node);
    }
}
