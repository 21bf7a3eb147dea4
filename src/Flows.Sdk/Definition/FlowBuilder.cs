using System.ComponentModel;
using System.Runtime.CompilerServices;
using Flows.Binding;
using Flows.Graph;

namespace Flows;

/// <summary>Writes one flow. It is given to the definition of the flow and is of no use after the definition has returned.</summary>
public sealed partial class FlowBuilder
{
    private readonly GraphBuilder graph;

    internal FlowBuilder(GraphBuilder graph) => this.graph = graph;

    /// <summary>The flow's name.</summary>
    public string Name => graph.FlowName;

    /// <summary>What generated code records calls in.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public GraphId Graph => graph;

    /// <summary>Lets a task that takes an object tell the flow from its arguments.</summary>
    /// <param name="flow">The flow.</param>
    public static implicit operator GraphInput(FlowBuilder flow)
    {
        ArgumentNullException.ThrowIfNull(flow);
        return new(flow.Graph);
    }

    /// <summary>An input that each run must be given.</summary>
    /// <typeparam name="T">The type of the value.</typeparam>
    /// <param name="name">Its name, which must be new in this flow.</param>
    /// <param name="description">What it is for; forms show it. <value>The default is null: nothing.</value></param>
    /// <returns>A handle that tasks take as an argument.</returns>
    /// <exception cref="FlowDefinitionException">The name is empty or already a parameter of this flow.</exception>
    public Parameter<T> Parameter<T>(string name, string? description = null) =>
        new(graph.AddParameter(name, new(typeof(T), Required: true, Default: null) { Description = description }), name);

    /// <summary>An input that has a default.</summary>
    /// <typeparam name="T">The type of the value.</typeparam>
    /// <param name="name">Its name, which must be new in this flow.</param>
    /// <param name="defaultValue">The value for a run that is not given one.</param>
    /// <param name="description">What it is for; forms show it. <value>The default is null: nothing.</value></param>
    /// <returns>A handle that tasks take as an argument.</returns>
    /// <exception cref="FlowDefinitionException">The name is empty or already a parameter of this flow.</exception>
    [OverloadResolutionPriority(1)] // Parameter<string>("name", "Bob") has a default, not a description.
    public Parameter<T> Parameter<T>(string name, T defaultValue, string? description = null) =>
        new(graph.AddParameter(name, new(typeof(T), Required: false, defaultValue) { Description = description }), name);
}
