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
    internal abstract NodeRef Record(TaskCall call);
}

/// <summary>One node of one graph.</summary>
/// <param name="Graph">The graph.</param>
/// <param name="Index">The node's position in it.</param>
public readonly record struct NodeRef(GraphId Graph, int Index);
