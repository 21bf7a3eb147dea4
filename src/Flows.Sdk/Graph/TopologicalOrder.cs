namespace Flows.Graph;

/// <summary>Orders the nodes of a flow such that each comes after all that is upstream of it, and otherwise as they were written.</summary>
internal static class TopologicalOrder
{
    /// <exception cref="FlowDefinitionException">The flow has a cycle; the message shows it.</exception>
    public static IReadOnlyList<FlowNode> Of(string flow, IReadOnlyList<FlowNode> nodes, IReadOnlyList<FlowEdge> edges)
    {
        var downstream = edges.ToLookup(e => e.Upstream.Index, e => e.Downstream.Index);
        var waiting = new int[nodes.Count];
        foreach (var edge in edges) waiting[edge.Downstream.Index]++;

        var ready = new PriorityQueue<int, int>(nodes.Where(n => waiting[n.Index] == 0).Select(n => (n.Index, n.Index)));
        var order = new List<FlowNode>(nodes.Count);
        while (ready.TryDequeue(out var index, out _))
        {
            order.Add(nodes[index]);
            foreach (var next in downstream[index])
                if (--waiting[next] == 0)
                    ready.Enqueue(next, next);
        }

        return order.Count == nodes.Count ? order : throw new FlowDefinitionException(
            $"Flow '{flow}' has a cycle, {string.Join(" -> ", Cycle(nodes, edges, waiting))}: remove the After that closes it.");
    }

    /// <summary>Walks upstream from a node that never became ready; each such node waits for another one, so the walk must come round.</summary>
    private static IEnumerable<string> Cycle(IReadOnlyList<FlowNode> nodes, IReadOnlyList<FlowEdge> edges, int[] waiting)
    {
        var path = new List<int>();
        for (var at = Array.FindIndex(waiting, w => w > 0); ; at = edges.First(e => e.Downstream.Index == at && waiting[e.Upstream.Index] > 0).Upstream.Index)
        {
            var start = path.IndexOf(at);
            path.Add(at);
            if (start >= 0) return path.Skip(start).Reverse().Select(i => nodes[i].Slug);
        }
    }
}
