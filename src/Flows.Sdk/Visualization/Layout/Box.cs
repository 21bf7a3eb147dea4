namespace Flows.Visualization.Layout;

/// <summary>Something that has a place in a layer: a node, or the bend of an edge that crosses the layer.</summary>
internal sealed class Box
{
    public required double Width { get; init; }
    public required double Height { get; init; }

    /// <summary>Whether it is the bend of an edge.</summary>
    public bool IsBend { get; init; }

    /// <summary>The layer, counted from 0 at the top.</summary>
    public int Layer { get; set; }

    /// <summary>The position in its layer, counted from 0 at the left.</summary>
    public int Position { get; set; }

    /// <summary>The middle.</summary>
    public double X { get; set; }

    /// <summary>The top.</summary>
    public double Y { get; set; }

    /// <summary>The neighbours in the layer above.</summary>
    public List<Box> Above { get; } = [];

    /// <summary>The neighbours in the layer below.</summary>
    public List<Box> Below { get; } = [];
}
