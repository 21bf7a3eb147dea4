using static System.StringComparison;

namespace Flows.Graph;

/// <summary>Writes a graph in the DOT language of Graphviz: parameters as boxes, mapped edges bold, edges that only order dotted.</summary>
internal static class DotWriter
{
    public static string Write(FlowGraph graph)
    {
        IEnumerable<string> lines =
        [
            $"digraph {Quoted(graph.Name)} {{",
            .. graph.Nodes.Select(n => $"  n{n.Index} [{Style(n)}];"),
            .. graph.Edges.Select(e => $"  n{e.Upstream.Index} -> n{e.Downstream.Index} [{Style(e)}];"),
            "}",
        ];
        return string.Join('\n', lines) + "\n";
    }

    private static string Style(FlowNode node) =>
        $"label={Quoted(node.Slug)}{(node.Parameter is null ? "" : ", shape=box")}{(node.IsMapped ? ", peripheries=2" : "")}";

    private static string Style(FlowEdge edge) =>
        edge.Key is null ? "style=dotted" : $"label={Quoted(edge.Key)}{(edge.Mapped ? ", style=bold" : "")}";

    /// <summary>A string of DOT; there a backslash also begins an escape of its own, such as \N for a node's name.</summary>
    private static string Quoted(string text) =>
        $"\"{text.Replace(@"\", @"\\", Ordinal).Replace("\"", "\\\"", Ordinal).Replace("\r", "", Ordinal).Replace("\n", @"\n", Ordinal)}\"";
}
