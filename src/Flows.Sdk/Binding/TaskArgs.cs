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
    public T Get<T>(int index) => values[index] is null && typeof(T) == typeof(Unit) ? default! : (T)values[index]!;

    /// <summary>The value of an argument, or a default when it was left out.</summary>
    /// <typeparam name="T">The argument's type.</typeparam>
    /// <param name="index">Its position among the inputs.</param>
    /// <param name="fallback">The method's default.</param>
    /// <returns>The value.</returns>
    public T GetOr<T>(int index, T fallback) => ReferenceEquals(values[index], Unset) ? fallback : Get<T>(index);

    /// <summary>The value of an argument that is an array; the list that a mapped task yields is copied into one.</summary>
    /// <typeparam name="T">The type of the elements.</typeparam>
    /// <param name="index">Its position among the inputs.</param>
    /// <returns>The value, or null.</returns>
    public T[] GetArray<T>(int index) => values[index] is List<T> list ? [.. list] : Get<T[]>(index);

    /// <summary>The value of an argument that is an array, or null when it was left out.</summary>
    /// <typeparam name="T">The type of the elements.</typeparam>
    /// <param name="index">Its position among the inputs.</param>
    /// <returns>The value, or null.</returns>
    public T[]? GetArrayOrNull<T>(int index) => ReferenceEquals(values[index], Unset) ? null : GetArray<T>(index);
}
