using Flows.Binding;

namespace Flows;

/// <summary>An input of a flow. Its value is given when a run is started; see <see cref="FlowBuilder.Parameter{T}(string, string?)"/>.</summary>
/// <typeparam name="T">The type of the value.</typeparam>
public sealed class Parameter<T> : Deferred, IDeferred<T>
{
    internal Parameter(NodeRef node, string name) : base(node) => Name = name;

    /// <summary>The name under which a run is given the value.</summary>
    public string Name { get; }

    /// <summary>Lets a task take the value.</summary>
    /// <param name="parameter">The value.</param>
    public static implicit operator Input<T>(Parameter<T> parameter) => new(parameter);

    /// <summary>Lets a mapped task take the value, whole.</summary>
    /// <param name="parameter">The value.</param>
    public static implicit operator MapInput<T>(Parameter<T> parameter) => new(parameter);
}
