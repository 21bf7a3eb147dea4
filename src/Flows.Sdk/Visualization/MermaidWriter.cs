using System.Globalization;
using System.Text;

namespace Flows.Visualization;

/// <summary>Writes a picture as a flowchart of Mermaid.</summary>
internal static class MermaidWriter
{
    /// <summary>Signs that mean nothing to Mermaid inside of quotes; all others are written by their number.</summary>
    private const string Plain = " _-()[]{}/,.:=+?!'";

    public static string Write(Picture picture)
    {
        IEnumerable<string> lines =
        [
            "flowchart TD",
            .. picture.Nodes.Select(static (n, i) => $"  n{i}{Shape(n)}{Class(n)}"),
            .. picture.Edges.Select(static e => $"  n{e.From} {Arrow(e)} n{e.To}"),
            .. picture.Nodes.Select(static n => n.Status?.Color).OfType<string>().Distinct().Select(static c => $"  classDef {ClassOf(c)} fill:{c},color:{StateColors.TextOn(c)},stroke:#333333"),
        ];
        return string.Join('\n', lines) + "\n";
    }

    private static string Shape(PictureNode node)
    {
        var text = $"\"{string.Join("<br/>", node.Lines.Select(Escaped))}\"";
        return node switch
        {
            { Shape: NodeShape.Input } => $"[/{text}/]",
            { Shape: NodeShape.Decision } => $"{{{{{text}}}}}",
            { Shape: NodeShape.Joint } => $"([{text}])",
            { Mapped: true } => $"[[{text}]]",
            _ => $"[{text}]",
        };
    }

    private static string Arrow(PictureEdge edge) => edge.Style switch
    {
        EdgeStyle.Order => "-.->",
        EdgeStyle.Mapped => $"==>|\"{Escaped(edge.Label!)}\"|",
        _ => $"-->|\"{Escaped(edge.Label!)}\"|",
    };

    private static string Class(PictureNode node) => node.Status is { Color: var color } ? $":::{ClassOf(color)}" : "";

    private static string ClassOf(string color) => $"c{color[1..]}";

    private static string Escaped(string text)
    {
        var escaped = new StringBuilder();
        foreach (var rune in text.ReplaceLineEndings("\n").EnumerateRunes())
        {
            if (rune.Value == '\n') escaped.Append("<br/>");
            else if (Rune.IsLetterOrDigit(rune) || (rune.IsAscii && Plain.Contains((char)rune.Value, StringComparison.Ordinal))) escaped.Append(rune.ToString());
            else escaped.Append('#').Append(rune.Value.ToString(CultureInfo.InvariantCulture)).Append(';');
        }
        return escaped.ToString();
    }
}
