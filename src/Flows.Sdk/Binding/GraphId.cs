namespace Flows.Binding;

/// <summary>Names the graph that a handle belongs to, without showing it. Handles of different graphs cannot be mixed.</summary>
public abstract class GraphId
{
    private protected GraphId() { }

    /// <summary>The name of the flow, for messages.</summary>
    internal abstract string FlowName { get; }

    /// <summary>Records a call of a task as a new node.</summary>
    /// <param name="call">The call.</param>
    /// <returns>The new node.</returns>
    /// <exception cref="FlowDefinitionException">The call cannot be part of the flow.</exception>
    internal abstract NodeRef Record(TaskCall call);

    /// <summary>Changes how a recorded call is run.</summary>
    /// <param name="node">The call.</param>
    /// <param name="change">Makes the new options out of the old ones.</param>
    /// <exception cref="FlowDefinitionException">The options are not valid, or the node is no call.</exception>
    internal abstract void Change(NodeRef node, Func<TaskOptions, TaskOptions> change);

    /// <summary>Lets a call wait for a node without taking its value.</summary>
    /// <param name="node">The call that waits.</param>
    /// <param name="upstream">What it waits for.</param>
    /// <exception cref="FlowDefinitionException">The two are not of one flow, or the first is no call.</exception>
    internal abstract void Order(NodeRef node, NodeRef upstream);

    /// <summary>The name of a node.</summary>
    /// <param name="node">The node.</param>
    /// <returns>The name.</returns>
    internal abstract string NameOf(NodeRef node);

    /// <summary>Names a node for people: <c>task 'Greet' of flow 'Hello'</c>.</summary>
    /// <param name="node">The node.</param>
    /// <returns>The words.</returns>
    internal abstract string Describe(NodeRef node);
}

/// <summary>One node of one graph.</summary>
/// <param name="Graph">The graph.</param>
/// <param name="Index">The node's position in it.</param>
public readonly record struct NodeRef(GraphId Graph, int Index);
