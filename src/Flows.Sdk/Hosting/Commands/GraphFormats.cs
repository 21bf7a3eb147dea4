namespace Flows.Hosting.Commands;

/// <summary>The languages of drawings as they are typed, and as names of files end.</summary>
internal static class GraphFormats
{
    private static readonly (string Name, GraphFormat Format, string[] Endings)[] All =
    [
        ("svg", GraphFormat.Svg, [".svg"]),
        ("mermaid", GraphFormat.Mermaid, [".mmd", ".mermaid"]),
        ("dot", GraphFormat.Dot, [".dot", ".gv"]),
    ];

    public static IEnumerable<string> Names => All.Select(static f => f.Name);

    /// <summary>The format of a name; without one that of the file; DOT without either.</summary>
    public static GraphFormat Choose(string? name, string? file) =>
        All.Where(f => name is not null ? f.Name == name : f.Endings.Contains(Path.GetExtension(file), StringComparer.OrdinalIgnoreCase)).Select(static f => f.Format).FirstOrDefault(GraphFormat.Dot);
}
