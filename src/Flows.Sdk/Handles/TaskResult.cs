using System.ComponentModel;
using Flows.Binding;

namespace Flows;

/// <summary>One call of a task in a flow. Options and order are set on it: <c>Save(rows).WithRetries(3).After(sent)</c>.</summary>
public class TaskResult : Deferred
{
    private protected TaskResult(NodeRef node) : base(node) { }
}

/// <summary>One call of a task, and the <typeparamref name="T"/> that it will yield.</summary>
/// <typeparam name="T">The type of the value.</typeparam>
public class TaskResult<T> : TaskResult, IDeferred<T>
{
    /// <summary>Made by generated code.</summary>
    /// <param name="node">The call.</param>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public TaskResult(NodeRef node) : base(node) { }

    /// <summary>Lets a task take the value.</summary>
    /// <param name="result">The value.</param>
    public static implicit operator Input<T>(TaskResult<T> result) => new(result);

    /// <summary>Lets a mapped task take the value, whole.</summary>
    /// <param name="result">The value.</param>
    public static implicit operator MapInput<T>(TaskResult<T> result) => new(result);
}
