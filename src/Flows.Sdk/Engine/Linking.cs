using Flows.Graph;

namespace Flows.Engine;

/// <summary>Connects the nodes of a run as the edges of their graph say.</summary>
internal static class Linking
{
    public static void Connect(FlowGraph graph, NodeRun[] nodes)
    {
        var (into, outOf) = (new int[nodes.Length], new int[nodes.Length]);
        foreach (var edge in graph.Edges)
        {
            into[edge.Downstream.Index]++;
            outOf[edge.Upstream.Index]++;
        }

        foreach (var node in nodes)
        {
            var index = node.Node.Index;
            node.Waiting = into[index];
            if (into[index] > 0) node.Upstream = new Link[into[index]];
            if (outOf[index] > 0) node.Downstream = new Link[outOf[index]];
            node.Sources = Sources(node.Node, nodes);
        }

        // From the last edge to the first, so that the counts are the places that are left.
        for (var i = graph.Edges.Count - 1; i >= 0; i--)
        {
            var edge = graph.Edges[i];
            var link = new Link(nodes[edge.Upstream.Index], nodes[edge.Downstream.Index], edge);
            link.To.Upstream[--into[edge.Downstream.Index]] = link;
            link.From.Downstream[--outOf[edge.Upstream.Index]] = link;
        }
    }

    private static NodeRun?[] Sources(FlowNode node, NodeRun[] nodes)
    {
        if (node.Arguments.Count == 0) return [];
        var sources = new NodeRun?[node.Arguments.Count];
        for (var i = 0; i < sources.Length; i++)
            if (node.Arguments[i].Source is { } source)
                sources[i] = nodes[source.Index];
        return sources;
    }
}
