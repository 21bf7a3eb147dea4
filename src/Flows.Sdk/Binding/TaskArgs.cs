using Microsoft.Extensions.Logging;

namespace Flows.Binding;

/// <summary>What one attempt of a task is given: the values of its arguments, and what is injected.</summary>
/// <param name="values">The values in the order of the task's inputs; <see cref="Unset"/> where the method's default applies.</param>
/// <param name="context">The run's context; its token, logger and facts are injected into the method.</param>
public readonly struct TaskArgs(IReadOnlyList<object?> values, TaskRunContext context)
{
    /// <summary>Stands for an argument that was left out.</summary>
    internal static object Unset { get; } = new();

    /// <summary>The context of this attempt.</summary>
    public TaskRunContext Context { get; } = context;

    /// <summary>Cancelled when the attempt is to stop.</summary>
    public CancellationToken CancellationToken => Context.CancellationToken;

    /// <summary>Writes to the logs of the task run.</summary>
    public ILogger Logger => Context.Logger;

    /// <summary>The value of an argument.</summary>
    /// <typeparam name="T">The argument's type.</typeparam>
    /// <param name="index">Its position among the inputs.</param>
    /// <returns>The value.</returns>
    public T Get<T>(int index) => (T)values[index]!;

    /// <summary>The value of an argument, or a default when it was left out.</summary>
    /// <typeparam name="T">The argument's type.</typeparam>
    /// <param name="index">Its position among the inputs.</param>
    /// <param name="fallback">The method's default.</param>
    /// <returns>The value.</returns>
    public T GetOr<T>(int index, T fallback) => ReferenceEquals(values[index], Unset) ? fallback : (T)values[index]!;
}
