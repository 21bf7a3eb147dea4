namespace Flows.Binding;

/// <summary>A deferred argument for a parameter of type <see cref="object"/>, which would take the handle itself for the value.</summary>
public readonly struct AnyInput
{
    private readonly Argument argument;

    internal AnyInput(IDeferred deferred)
    {
        ArgumentNullException.ThrowIfNull(deferred);
        argument = Argument.From(deferred);
    }

    /// <summary>How the argument gets its value.</summary>
    /// <returns>The argument.</returns>
    public Argument Bind() => argument;
}

/// <summary>An argument of a mapped task for a parameter of type <see cref="object"/>.</summary>
public readonly struct AnyMapInput
{
    private readonly Argument argument;

    internal AnyMapInput(IMapArgument source)
    {
        ArgumentNullException.ThrowIfNull(source);
        argument = Argument.From(source);
    }

    /// <summary>How the argument gets its value.</summary>
    /// <returns>The argument.</returns>
    public Argument Bind() => argument;
}
