namespace Flows.Cli.Programs;

/// <summary>A program that defines flows: a project, a source file that is a program by itself, or a built assembly.</summary>
/// <param name="File">The full path of the <c>.csproj</c>, <c>.cs</c> or <c>.dll</c>.</param>
/// <param name="Name">The path as it was given, for people.</param>
internal sealed record FlowProgram(string File, string Name)
{
    private static readonly string[] Built = ["bin", "obj", "artifacts", "node_modules"];

    /// <summary>Whether it is there as an assembly, so that nothing needs to be compiled.</summary>
    public bool IsBuilt => File.EndsWith(".dll", StringComparison.OrdinalIgnoreCase);

    /// <summary>The files of which the program is made: when one changes, so does the program.</summary>
    public IEnumerable<string> Sources => File.EndsWith(".csproj", StringComparison.OrdinalIgnoreCase) ? SourcesIn(new DirectoryInfo(Path.GetDirectoryName(File)!)) : [File];

    private static IEnumerable<string> SourcesIn(DirectoryInfo folder) =>
        folder.EnumerateFiles().Where(f => f.Extension is ".cs" or ".csproj" or ".props" or ".targets" or ".json").Select(f => f.FullName)
            .Concat(folder.EnumerateDirectories().Where(d => !d.Name.StartsWith('.') && !Built.Contains(d.Name, StringComparer.OrdinalIgnoreCase)).SelectMany(SourcesIn));
}
