namespace Flows.Binding;

/// <summary>An argument of a mapped task: a value that is the same for all children, or one for each. Only generated signatures have it.</summary>
/// <typeparam name="T">The type of the task's parameter.</typeparam>
public readonly struct MapInput<T>
{
    private readonly Argument argument;

    internal MapInput(IMapArgument source)
    {
        ArgumentNullException.ThrowIfNull(source);
        argument = Argument.From(source);
    }

    private MapInput(T value) => argument = Argument.Of(value);

    /// <summary>A value that is known now and the same for all children.</summary>
    /// <param name="value">The value.</param>
    public static implicit operator MapInput<T>(T value) => new(value);

    /// <summary>How the argument gets its value.</summary>
    /// <returns>The argument.</returns>
    public Argument Bind() => argument;
}
