namespace Flows.Binding;

/// <summary>An argument of a task: a value known now, or a deferred one. Only generated signatures have it.</summary>
/// <typeparam name="T">The type of the task's parameter.</typeparam>
public readonly struct Input<T>
{
    private readonly Argument argument;

    internal Input(IDeferred deferred)
    {
        ArgumentNullException.ThrowIfNull(deferred);
        argument = Argument.From(deferred);
    }

    private Input(T value) => argument = Argument.Of(value);

    /// <summary>A value that is known now.</summary>
    /// <param name="value">The value.</param>
    public static implicit operator Input<T>(T value) => new(value);

    /// <summary>How the argument gets its value.</summary>
    /// <returns>The argument.</returns>
    public Argument Bind() => argument;
}
