using Flows.Binding;

namespace Flows.Graph;

/// <summary>The finished graph of one flow: validated, acyclic, frozen.</summary>
internal sealed record FlowGraph
{
    /// <summary>What the graph's handles carry: a handle with another id is not of this graph.</summary>
    public required GraphId Id { get; init; }

    public required string Name { get; init; }

    /// <summary>What the flow says of itself as a whole.</summary>
    public required FlowSettings Settings { get; init; }

    /// <summary>What the program gives the flow after it was written.</summary>
    public FlowResources Resources { get; } = new();

    /// <summary>All nodes in the order in which they were written; a node's index is its position.</summary>
    public required IReadOnlyList<FlowNode> Nodes { get; init; }

    /// <summary>All edges, keyed and ordering-only.</summary>
    public required IReadOnlyList<FlowEdge> Edges { get; init; }

    /// <summary>The nodes such that each comes after all that is upstream of it.</summary>
    public required IReadOnlyList<FlowNode> Order { get; init; }

    /// <summary>
    /// SHA-256, in hex, of all that decides what a run does: slugs, edges, options, constants. Equal graphs have equal hashes on every machine.
    /// It is made when it is first asked for: a run at the desk does not ask, and loading the cryptography takes longer than such a run.
    /// </summary>
    public string Hash => LazyHash.Value;

    public required Lazy<string> LazyHash { private get; init; }

    /// <summary>The same graph with other nodes in the places of its nodes: what they run may differ, and whether they are mapped, not what they are connected to.</summary>
    /// <param name="change">Gives the node for a place.</param>
    public FlowGraph WithNodes(Func<FlowNode, FlowNode> change)
    {
        var nodes = Nodes.Select(change).ToArray();
        return this with
        {
            Nodes = nodes,
            Edges = [.. Edges.Select(e => e with { Upstream = nodes[e.Upstream.Index], Downstream = nodes[e.Downstream.Index], Mapped = e.Mapped && nodes[e.Downstream.Index].IsMapped })],
            Order = [.. Order.Select(n => nodes[n.Index])],
        };
    }
}
