using System.Globalization;
using System.Xml;
using Flows.Visualization.Layout;

namespace Flows.Visualization;

/// <summary>Nodes in SVG: an outline, for a mapped task on top of two more, and the lines of its text.</summary>
internal static class SvgNodes
{
    private const string Plain = "#f4f6f8", Line = "#5b6770", Ink = "#1c2329";

    /// <summary>How far a parameter's and a decision's outline leans in at its corners.</summary>
    private const double Lean = 12;

    private const double StackStep = 4;

    public static void Write(XmlWriter svg, PictureNode node, Box box, double lineHeight)
    {
        var fill = node.Status?.Color ?? Plain;
        svg.WriteStartElement("g");
        svg.WriteElementString("title", SvgText.Clean(string.Join('\n', node.Lines)));
        for (var layer = node.Mapped ? 2 : 0; layer >= 0; layer--) WriteOutline(svg, node.Shape, box, layer * StackStep, fill);
        var ink = node.Status is null ? Ink : StateColors.TextOn(fill);
        var middle = box.Y + (box.Height / 2);
        foreach (var (i, line) in node.Lines.Index())
        {
            var y = middle + ((i - ((node.Lines.Count - 1) / 2.0)) * lineHeight) + SvgText.Drop;
            svg.Text(SvgText.Shortened(line), ("x", box.X), ("y", y), ("fill", ink), ("text-anchor", "middle"), ("font-weight", i == 0 ? "600" : "400"));
        }
        svg.WriteEndElement();
    }

    private static void WriteOutline(XmlWriter svg, NodeShape shape, Box box, double offset, string fill)
    {
        var (left, right, top, bottom) = (box.X - (box.Width / 2) + offset, box.X + (box.Width / 2) + offset, box.Y + offset, box.Y + box.Height + offset);
        var middle = (top + bottom) / 2;
        if (shape is NodeShape.Task or NodeShape.Joint)
        {
            var round = shape == NodeShape.Task ? 8 : box.Height / 2;
            svg.Element("rect", ("x", left), ("y", top), ("width", box.Width), ("height", box.Height), ("rx", round), ("fill", fill), ("stroke", Line));
            return;
        }
        (double X, double Y)[] corners = shape == NodeShape.Input
            ? [(left + Lean, top), (right, top), (right - Lean, bottom), (left, bottom)]
            : [(left, middle), (left + Lean, top), (right - Lean, top), (right, middle), (right - Lean, bottom), (left + Lean, bottom)];
        svg.Element("polygon", ("points", string.Join(' ', corners.Select(static c => string.Create(CultureInfo.InvariantCulture, $"{c.X:0.##},{c.Y:0.##}")))), ("fill", fill), ("stroke", Line));
    }
}
