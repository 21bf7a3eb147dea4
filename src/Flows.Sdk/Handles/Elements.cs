using Flows.Binding;

namespace Flows;

/// <summary>A deferred list of which each element becomes an argument of its own; see <see cref="DeferredExtensions.Each"/>.</summary>
/// <typeparam name="T">The type of one element.</typeparam>
public sealed class Elements<T> : IMapArgument<T>
{
    private readonly IDeferred source;

    internal Elements(IDeferred source) => this.source = source;

    NodeRef IMapArgument.Node => source.Node;

    bool IMapArgument.Each => true;

    Func<object?, object?>? IMapArgument.Flatten => source.Flatten;

    /// <inheritdoc cref="Deferred.ToString"/>
    public override string ToString() => $"each element of {source}";

    /// <summary>Lets a task be mapped over the elements.</summary>
    /// <param name="elements">The elements.</param>
    public static implicit operator MapInput<T>(Elements<T> elements) => new(elements);

    /// <summary>Lets a task be mapped over the elements where its parameter is an <see cref="object"/>.</summary>
    /// <param name="elements">The elements.</param>
    public static implicit operator AnyMapInput(Elements<T> elements) => new(elements);
}
