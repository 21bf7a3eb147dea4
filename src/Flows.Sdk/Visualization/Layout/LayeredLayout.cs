namespace Flows.Visualization.Layout;

/// <summary>
/// Places the nodes of an acyclic graph in layers such that all edges point down, few of them cross and most are straight (Sugiyama's
/// method). Its work grows with nodes and edges, not with their square.
/// </summary>
internal sealed class LayeredLayout
{
    /// <summary>With more bends than this, long edges are drawn straight from end to end.</summary>
    private const int MaxBends = 20_000;

    private readonly double layerGap;

    /// <param name="sizes">Width and height of each node.</param>
    /// <param name="edges">From and to, by index; each points from a node to a later one of the topological order.</param>
    /// <param name="nodeGap">Between two neighbours of a layer.</param>
    /// <param name="layerGap">Between two layers.</param>
    public LayeredLayout(IReadOnlyList<(double Width, double Height)> sizes, IReadOnlyList<(int From, int To)> edges, double nodeGap, double layerGap)
    {
        this.layerGap = layerGap;
        Boxes = [.. sizes.Select(static s => new Box { Width = s.Width, Height = s.Height })];
        Layering.Assign(Boxes, edges);
        var withBends = edges.Sum(e => (long)Boxes[e.To].Layer - Boxes[e.From].Layer - 1) <= MaxBends;
        Paths = [.. edges.Select(e => Path(Boxes[e.From], Boxes[e.To], withBends))];
        Layers = [.. Boxes.Concat(Paths.SelectMany(static p => p.Where(static b => b.IsBend))).GroupBy(static b => b.Layer).OrderBy(static g => g.Key).Select(static g => g.ToArray())];
        Crossings.Reduce(Layers);
        Columns.Assign(Layers, nodeGap);
        Stack();
    }

    /// <summary>The nodes by index, placed.</summary>
    public IReadOnlyList<Box> Boxes { get; }

    /// <summary>For each edge the boxes that it goes through, both ends included.</summary>
    public IReadOnlyList<Box[]> Paths { get; }

    /// <summary>The width of the whole.</summary>
    public double Width { get; private set; }

    /// <summary>The height of the whole.</summary>
    public double Height { get; private set; }

    private Box[][] Layers { get; }

    private static Box[] Path(Box from, Box to, bool withBends)
    {
        List<Box> path = [from];
        for (var layer = from.Layer + 1; withBends && layer < to.Layer; layer++) path.Add(new Box { Width = 2, Height = 0, IsBend = true, Layer = layer });
        path.Add(to);
        foreach (var (upper, lower) in path.Zip(path.Skip(1)))
        {
            // Only neighbours in adjacent layers pull at each other.
            if (lower.Layer != upper.Layer + 1) continue;
            upper.Below.Add(lower);
            lower.Above.Add(upper);
        }
        return [.. path];
    }

    /// <summary>Stacks the layers, and moves all to the origin.</summary>
    private void Stack()
    {
        foreach (var layer in Layers)
        {
            var height = layer.Max(static b => b.Height);
            foreach (var box in layer) box.Y = Height + ((height - box.Height) / 2);
            Height += height + layerGap;
        }
        Height = Math.Max(0, Height - layerGap);
        var left = Layers.SelectMany(static l => l).Select(static b => b.X - (b.Width / 2)).DefaultIfEmpty().Min();
        foreach (var box in Layers.SelectMany(static l => l)) box.X -= left;
        Width = Layers.SelectMany(static l => l).Select(static b => b.X + (b.Width / 2)).DefaultIfEmpty().Max();
    }
}
