namespace Flows.Binding;

/// <summary>How an argument of a recorded call gets its value.</summary>
public readonly record struct Argument
{
    /// <summary>The node whose result is the value; null for a constant or an argument that was left out.</summary>
    public NodeRef? Source { get; private init; }

    /// <summary>Whether <see cref="Constant"/> is the value.</summary>
    public bool IsConstant { get; private init; }

    /// <summary>The value, when it was known while the flow was written.</summary>
    public object? Constant { get; private init; }

    /// <summary>Whether each element of the value becomes an argument of its own.</summary>
    public bool Each { get; private init; }

    /// <summary>Makes one list out of the list of lists that the source yields; null where the value is taken as it is.</summary>
    public Func<object?, object?>? Flatten { get; private init; }

    /// <summary>Whether the argument was left out.</summary>
    public bool IsUnset => Source is null && !IsConstant;

    /// <summary>An argument that was left out: the method's default applies.</summary>
    public static Argument Unset => default;

    /// <summary>A value that is known now, or a handle that reached a parameter of type <see cref="object"/>.</summary>
    /// <param name="value">The value.</param>
    /// <returns>The argument.</returns>
    public static Argument Of(object? value) => value is IMapArgument deferred ? From(deferred) : new() { IsConstant = true, Constant = value };

    /// <summary>The result of a node.</summary>
    /// <param name="source">The node.</param>
    /// <param name="each">Whether to map over its elements.</param>
    /// <returns>The argument.</returns>
    public static Argument From(NodeRef source, bool each = false) => new() { Source = source, Each = each };

    /// <summary>A deferred value, whole or by element.</summary>
    /// <param name="source">The value; null is the constant null.</param>
    /// <returns>The argument.</returns>
    public static Argument From(IMapArgument? source) =>
        source is null ? Of(null) : new() { Source = source.Node, Each = source.Each, Flatten = source.Flatten };
}
