using Flows.Binding;

namespace Flows;

/// <summary>The elements of a deferred list of lists as one list; see <see cref="DeferredExtensions.Flatten"/>.</summary>
/// <typeparam name="T">The type of one element.</typeparam>
public sealed class FlattenedResult<T> : Deferred, IDeferred<List<T>>
{
    internal FlattenedResult(NodeRef node) : base(node) { }

    Func<object?, object?>? IMapArgument.Flatten => static value => value is IEnumerable<IEnumerable<T>?> lists ? Flat(lists) : value;

    /// <summary>Lets a task take the list.</summary>
    /// <param name="result">The value.</param>
    public static implicit operator Input<List<T>>(FlattenedResult<T> result) => new(result);

    /// <summary>Lets a mapped task take the list, whole.</summary>
    /// <param name="result">The value.</param>
    public static implicit operator MapInput<List<T>>(FlattenedResult<T> result) => new(result);

    /// <summary>Lets a task take the list as an array.</summary>
    /// <param name="result">The value.</param>
    public static implicit operator Input<T[]>(FlattenedResult<T> result) => new(result);

    /// <summary>Lets a mapped task take the list as an array, whole.</summary>
    /// <param name="result">The value.</param>
    public static implicit operator MapInput<T[]>(FlattenedResult<T> result) => new(result);

    /// <summary>A list that is missing, since what was to yield it failed or was skipped, has no elements.</summary>
    private static List<T> Flat(IEnumerable<IEnumerable<T>?> lists) => [.. lists.SelectMany(static l => l ?? [])];
}
