using System.ComponentModel;
using Flows.Binding;

namespace Flows;

/// <summary>Stands for a value that exists only once the flow runs: pass it to tasks, but do not compute with it.</summary>
public abstract class Deferred : IDeferred
{
    private protected Deferred(NodeRef node) => Node = node;

    /// <inheritdoc/>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public NodeRef Node { get; }

    /// <summary>Explains itself: text that is made while the flow is written cannot hold the value.</summary>
    /// <returns>A sentence that names the task and the way out.</returns>
    public override string ToString() =>
        $"<the value of {Node.Graph.Describe(Node)} exists only once the flow runs: make it an argument of a task, or use Then>";

    /// <summary>Lets a task take any value where its parameter is an <see cref="object"/>.</summary>
    /// <param name="deferred">The value.</param>
    public static implicit operator AnyInput(Deferred deferred) => new(deferred);

    /// <summary>Lets a mapped task take any value where its parameter is an <see cref="object"/>.</summary>
    /// <param name="deferred">The value.</param>
    public static implicit operator AnyMapInput(Deferred deferred) => new(deferred);
}
