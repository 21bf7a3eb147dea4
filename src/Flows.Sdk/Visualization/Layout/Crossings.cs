namespace Flows.Visualization.Layout;

/// <summary>Orders each layer such that few edges cross: layers are sorted by the middle of their neighbours, down and up, and the best order is kept.</summary>
internal static class Crossings
{
    private const int Rounds = 12;

    public static void Reduce(Box[][] layers)
    {
        foreach (var layer in layers) Number(layer);
        var (best, least) = (Orders(layers), Count(layers));
        for (var round = 0; round < Rounds && least > 0; round++)
        {
            if (round % 2 == 0) for (var i = 1; i < layers.Length; i++) Sort(layers[i], static b => b.Above);
            else for (var i = layers.Length - 2; i >= 0; i--) Sort(layers[i], static b => b.Below);
            var count = Count(layers);
            if (count < least) (best, least) = (Orders(layers), count);
        }
        for (var i = 0; i < layers.Length; i++) Number(layers[i] = best[i]);
    }

    private static Box[][] Orders(Box[][] layers) => [.. layers.Select(static l => l.ToArray())];

    private static void Sort(Box[] layer, Func<Box, List<Box>> neighbours)
    {
        // Without neighbours a box stays where it is. The order is stable, so that equal flows give equal pictures.
        var sorted = layer.OrderBy(b => neighbours(b) is { Count: > 0 } around ? around.Average(static n => n.Position) : b.Position).ToArray();
        sorted.CopyTo(layer, 0);
        Number(layer);
    }

    private static void Number(Box[] layer)
    {
        for (var i = 0; i < layer.Length; i++) layer[i].Position = i;
    }

    private static long Count(Box[][] layers) => layers.Skip(1).Sum(Count);

    /// <summary>The crossings between a layer and the one above: the inversions among the upper ends, counted by a Fenwick tree.</summary>
    private static long Count(Box[] layer)
    {
        var width = layer.SelectMany(static b => b.Above).Select(static b => b.Position + 1).DefaultIfEmpty().Max();
        var tree = new int[width + 1];
        long crossings = 0, seen = 0;
        foreach (var box in layer)
        {
            foreach (var upper in box.Above)
            {
                crossings += seen;
                for (var i = upper.Position + 1; i > 0; i -= i & -i) crossings -= tree[i];
            }
            foreach (var upper in box.Above)
            {
                seen++;
                for (var i = upper.Position + 1; i <= width; i += i & -i) tree[i]++;
            }
        }
        return crossings;
    }
}
