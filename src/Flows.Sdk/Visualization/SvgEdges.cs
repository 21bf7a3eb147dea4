using System.Globalization;
using System.Text;
using System.Xml;
using Flows.Visualization.Layout;

namespace Flows.Visualization;

/// <summary>Edges in SVG: curves that leave and arrive straight down, an arrow, the name of the argument.</summary>
internal static class SvgEdges
{
    private const string Line = "#5b6770", Faint = "#9aa5ad";
    private const double ArrowLength = 8, ArrowWidth = 3.5;

    public static void WriteLine(XmlWriter svg, PictureEdge edge, Box[] path)
    {
        var stroke = edge.Style == EdgeStyle.Order ? Faint : Line;
        svg.WriteStartElement("path");
        svg.Attributes(("d", Curve(path)), ("fill", "none"), ("stroke", stroke), ("stroke-width", edge.Style == EdgeStyle.Mapped ? 2.6 : 1.3));
        if (edge.Style == EdgeStyle.Order) svg.Attributes(("stroke-dasharray", "2 4"), ("stroke-linecap", "round"));
        svg.WriteEndElement();
        var (x, y) = (path[^1].X, path[^1].Y);
        svg.Element("polygon", ("fill", stroke), ("points", Number($"{x:0.##},{y:0.##} {x - ArrowWidth:0.##},{y - ArrowLength:0.##} {x + ArrowWidth:0.##},{y - ArrowLength:0.##}")));
    }

    /// <summary>In the middle of the last piece, where it is seen which argument of which task it is.</summary>
    public static void WriteLabel(XmlWriter svg, PictureEdge edge, Box[] path)
    {
        if (edge.Label is null) return;
        var (from, to) = (path[^2], path[^1]);
        var y = ((from.Y + from.Height + to.Y - ArrowLength) / 2) + SvgText.Drop;
        svg.Text(SvgText.Shortened(edge.Label), ("x", (from.X + to.X) / 2), ("y", y), ("fill", "#3c474f"), ("font-size", 11.0), ("text-anchor", "middle"),
            ("stroke", "#ffffff"), ("stroke-width", 4.0), ("paint-order", "stroke"), ("stroke-linejoin", "round"));
    }

    private static string Curve(Box[] path)
    {
        var (x, y) = (path[0].X, path[0].Y + path[0].Height);
        var curve = new StringBuilder(Number($"M{x:0.##} {y:0.##}"));
        foreach (var next in path.AsSpan(1))
        {
            var end = ReferenceEquals(next, path[^1]) ? next.Y - ArrowLength + 1 : next.Y;
            var middle = (y + end) / 2;
            curve.Append(Number($" C{x:0.##} {middle:0.##} {next.X:0.##} {middle:0.##} {next.X:0.##} {end:0.##}"));
            (x, y) = (next.X, end);
        }
        return curve.ToString();
    }

    private static string Number(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
