namespace Flows.Visualization.Layout;

/// <summary>Gives each node a layer below all that is upstream of it, as high as can be; a node without upstream stands just above its first user.</summary>
internal static class Layering
{
    public static void Assign(IReadOnlyList<Box> boxes, IReadOnlyList<(int From, int To)> edges)
    {
        var below = edges.ToLookup(static e => e.From, static e => e.To);
        var waiting = new int[boxes.Count];
        foreach (var edge in edges) waiting[edge.To]++;
        int[] sources = [.. Enumerable.Range(0, boxes.Count).Where(i => waiting[i] == 0)];
        var ready = new Queue<int>(sources);
        while (ready.TryDequeue(out var from))
        {
            foreach (var to in below[from])
            {
                boxes[to].Layer = Math.Max(boxes[to].Layer, boxes[from].Layer + 1);
                if (--waiting[to] == 0) ready.Enqueue(to);
            }
        }
        foreach (var source in sources)
            if (below[source].Any())
                boxes[source].Layer = below[source].Min(to => boxes[to].Layer) - 1;
    }
}
