namespace Flows.Visualization.Layout;

/// <summary>
/// Gives each box its place from left to right: as near as can be to the middle of its neighbours, without touching the next one and
/// without changing the order of its layer.
/// </summary>
internal static class Columns
{
    private const int Rounds = 16;

    /// <summary>How much more a bend pulls than a node, so that long edges are straight.</summary>
    private const double BendWeight = 4;

    public static void Assign(Box[][] layers, double gap)
    {
        foreach (var layer in layers) Spread(layer, gap, static b => 0);
        for (var round = 0; round < Rounds; round++)
        {
            if (round % 2 == 0) foreach (var layer in layers.Skip(1)) Spread(layer, gap, static b => Middle(b, b.Above));
            else foreach (var layer in layers.Reverse().Skip(1)) Spread(layer, gap, static b => Middle(b, b.Below));
        }
    }

    private static double Middle(Box box, List<Box> neighbours) => neighbours.Count == 0 ? box.X : neighbours.Average(static n => n.X);

    /// <summary>
    /// The places with the least sum of squared distances from the wishes. Measured from where each box stands when the layer is packed, places
    /// must only never fall; neighbours whose wishes do fall share one mean (pool adjacent violators).
    /// </summary>
    private static void Spread(Box[] layer, double gap, Func<Box, double> wish)
    {
        var packed = new double[layer.Length];
        var pools = new Stack<(double Sum, double Weight, int First)>();
        for (var i = 0; i < layer.Length; i++)
        {
            packed[i] = i == 0 ? 0 : packed[i - 1] + ((layer[i - 1].Width + layer[i].Width) / 2) + gap;
            var weight = layer[i].IsBend ? BendWeight : 1;
            var pool = (Sum: (wish(layer[i]) - packed[i]) * weight, Weight: weight, First: i);
            while (pools.TryPeek(out var left) && left.Sum / left.Weight >= pool.Sum / pool.Weight)
                pool = (left.Sum + pool.Sum, left.Weight + pool.Weight, pools.Pop().First);
            pools.Push(pool);
        }
        var end = layer.Length;
        foreach (var (sum, weight, first) in pools)
        {
            for (var i = first; i < end; i++) layer[i].X = packed[i] + (sum / weight);
            end = first;
        }
    }
}
