using System.ComponentModel;
using Flows.Binding;

namespace Flows;

/// <summary>
/// A mapped call: one child for each element, and as a whole the list of what the children yield, in the order of the elements. A child
/// that failed or was skipped leaves the default of <typeparamref name="T"/> in it.
/// </summary>
/// <typeparam name="T">What one child yields.</typeparam>
public sealed class MappedResult<T> : TaskResult<List<T>>
{
    /// <summary>Made by generated code.</summary>
    /// <param name="node">The call.</param>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public MappedResult(NodeRef node) : base(node) { }

    /// <summary>Lets a task take the list as an array.</summary>
    /// <param name="result">The value.</param>
    public static implicit operator Input<T[]>(MappedResult<T> result) => new(result);

    /// <summary>Lets a mapped task take the list as an array, whole.</summary>
    /// <param name="result">The value.</param>
    public static implicit operator MapInput<T[]>(MappedResult<T> result) => new(result);
}
