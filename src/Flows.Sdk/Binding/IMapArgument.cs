namespace Flows.Binding;

/// <summary>What a mapped call can take for an argument: a deferred value as a whole, or each of its elements.</summary>
public interface IMapArgument
{
    /// <summary>The node that yields the value.</summary>
    NodeRef Node { get; }

    /// <summary>Whether each element of the value becomes an argument of its own.</summary>
    bool Each => false;

    /// <summary>Makes one list out of the list of lists that the node yields; null where the value is taken as it is.</summary>
    Func<object?, object?>? Flatten => null;
}

/// <summary>What gives a child of a mapped call a <typeparamref name="T"/>.</summary>
/// <typeparam name="T">The type of the child's argument.</typeparam>
public interface IMapArgument<out T> : IMapArgument;
