using System.Globalization;
using System.Text;
using System.Xml;
using Flows.Visualization.Layout;

namespace Flows.Visualization;

/// <summary>Writes a picture as SVG that stands for itself: no style sheet, no font, no script from elsewhere.</summary>
internal static class SvgWriter
{
    private const string Namespace = "http://www.w3.org/2000/svg";
    private const double Margin = 24, NodeGap = 28, LayerGap = 64, Padding = 14, LineHeight = 17;

    public static string Write(Picture picture)
    {
        var layout = new LayeredLayout(
            [.. picture.Nodes.Select(static n => (n.Lines.Max(SvgText.Width) + (2 * Padding) + (n.Shape == NodeShape.Task ? 0 : Padding), (n.Lines.Count * LineHeight) + Padding))],
            [.. picture.Edges.Select(static e => (e.From, e.To))],
            NodeGap,
            LayerGap);
        var text = new StringBuilder();
        using (var svg = XmlWriter.Create(text, new XmlWriterSettings { OmitXmlDeclaration = true, Indent = true, IndentChars = " ", NewLineChars = "\n" }))
            Write(svg, picture, layout);
        return text.Append('\n').ToString();
    }

    private static void Write(XmlWriter svg, Picture picture, LayeredLayout layout)
    {
        var (width, height) = (layout.Width + (2 * Margin), layout.Height + (2 * Margin));
        svg.WriteStartElement("svg", Namespace);
        svg.Attributes(("xmlns", Namespace), ("width", width), ("height", height), ("viewBox", string.Create(CultureInfo.InvariantCulture, $"0 0 {width:0.##} {height:0.##}")));
        svg.Attributes(("font-family", "system-ui, 'Segoe UI', 'DejaVu Sans', sans-serif"), ("font-size", SvgText.Size), ("role", "img"));
        svg.WriteElementString("title", SvgText.Clean(picture.Title));
        svg.Element("rect", ("width", "100%"), ("height", "100%"), ("fill", "#ffffff"));
        svg.WriteStartElement("g");
        svg.Attributes(("transform", string.Create(CultureInfo.InvariantCulture, $"translate({Margin} {Margin})")));
        var edges = picture.Edges.Zip(layout.Paths).ToList();
        foreach (var (edge, path) in edges) SvgEdges.WriteLine(svg, edge, path);
        foreach (var (edge, path) in edges) SvgEdges.WriteLabel(svg, edge, path);
        foreach (var (node, box) in picture.Nodes.Zip(layout.Boxes)) SvgNodes.Write(svg, node, box, LineHeight);
        svg.WriteEndElement();
        svg.WriteEndElement();
    }
}
