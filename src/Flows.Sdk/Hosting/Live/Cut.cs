using Spectre.Console.Rendering;

namespace Flows.Hosting.Live;

/// <summary>Lines that end at the right edge of the terminal.</summary>
internal static class Cut
{
    /// <summary>Erases what an earlier, longer line left behind.</summary>
    public static Segment Rest { get; } = Segment.Control("\e[K");

    /// <summary>As much of a line as there is room for; a sign says that there is more.</summary>
    public static IEnumerable<Segment> To(int width, IEnumerable<Segment> line, bool unicode)
    {
        foreach (var segment in line)
        {
            var cells = segment.CellCount();
            if (cells > width)
            {
                if (width > 1 && Segment.Truncate(segment, width - 1) is { } part) yield return part;
                if (width > 0) yield return new(unicode ? "…" : ">", segment.Style);
                yield break;
            }
            yield return segment;
            width -= cells;
        }
    }
}
