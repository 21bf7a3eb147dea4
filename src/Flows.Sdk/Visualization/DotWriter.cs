using static System.StringComparison;

namespace Flows.Visualization;

/// <summary>Writes a picture in the DOT language of Graphviz.</summary>
internal static class DotWriter
{
    public static string Write(Picture picture)
    {
        IEnumerable<string> lines =
        [
            $"digraph {Quoted(picture.Title)} {{",
            .. picture.Nodes.Select(static (n, i) => $"  n{i} [{Style(n)}];"),
            .. picture.Edges.Select(static e => $"  n{e.From} -> n{e.To} [{Style(e)}];"),
            "}",
        ];
        return string.Join('\n', lines) + "\n";
    }

    private static string Style(PictureNode node)
    {
        var shape = node.Shape switch
        {
            NodeShape.Input => ", shape=box",
            NodeShape.Decision => ", shape=diamond",
            NodeShape.Joint => ", shape=hexagon",
            _ => "",
        };
        var fill = node.Status is { Color: var color } ? $", style=filled, fillcolor=\"{color}\", fontcolor=\"{StateColors.TextOn(color)}\"" : "";
        return $"label={Quoted(string.Join('\n', node.Lines))}{shape}{(node.Mapped ? ", peripheries=2" : "")}{fill}";
    }

    private static string Style(PictureEdge edge) => edge.Style switch
    {
        EdgeStyle.Order => "style=dotted",
        EdgeStyle.Mapped => $"label={Quoted(edge.Label!)}, style=bold",
        _ => $"label={Quoted(edge.Label!)}",
    };

    /// <summary>A string of DOT; there a backslash also begins an escape of its own, such as \N for a node's name.</summary>
    private static string Quoted(string text) =>
        $"\"{text.Replace(@"\", @"\\", Ordinal).Replace("\"", "\\\"", Ordinal).Replace("\r", "", Ordinal).Replace("\n", @"\n", Ordinal)}\"";
}
