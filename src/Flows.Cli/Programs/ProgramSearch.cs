using Microsoft.Extensions.FileSystemGlobbing;

namespace Flows.Cli.Programs;

/// <summary>Finds the programs that paths stand for.</summary>
internal static class ProgramSearch
{
    private static readonly string[] Kinds = [".csproj", ".cs", ".dll"];

    /// <summary>Finds programs, each once.</summary>
    /// <param name="paths">Files, folders and patterns such as <c>flows/**/*.csproj</c>.</param>
    /// <param name="currentFolder">What relative paths count from.</param>
    /// <exception cref="CliException">A path stands for nothing.</exception>
    public static IReadOnlyList<FlowProgram> Find(IEnumerable<string> paths, string currentFolder) =>
        [.. paths.SelectMany(path => FindOne(path, currentFolder)).DistinctBy(p => p.File)];

    private static List<FlowProgram> FindOne(string path, string currentFolder)
    {
        var full = Path.GetFullPath(path, currentFolder);
        if (File.Exists(full)) return [Program(full, path)];
        if (Directory.Exists(full)) return InFolder(full, path);
        if (path.Contains('*', StringComparison.Ordinal)) return Matching(path, currentFolder);
        throw new CliException($"There is no '{path}': give a project (.csproj), a folder that has one, a source file that is a program (.cs), a built program (.dll), or a pattern such as \"flows/**/*.csproj\".");
    }

    private static FlowProgram Program(string full, string path) => Kinds.Contains(Path.GetExtension(full), StringComparer.OrdinalIgnoreCase)
        ? new(full, path)
        : throw new CliException($"'{path}' is no program: give a project (.csproj), a source file that is a program (.cs) or a built program (.dll).");

    private static List<FlowProgram> InFolder(string folder, string path)
    {
        var files = Directory.GetFiles(folder, "*.csproj");
        if (files.Length == 0) files = [.. Directory.GetFiles(folder, "*.runtimeconfig.json").Select(f => $"{f[..^".runtimeconfig.json".Length]}.dll").Where(File.Exists)];
        return files.Length > 0
            ? [.. files.Order(StringComparer.Ordinal).Select(f => new FlowProgram(f, Path.Combine(path, Path.GetFileName(f))))]
            : throw new CliException($"The folder '{path}' holds neither a project (*.csproj) nor a built program.");
    }

    private static List<FlowProgram> Matching(string pattern, string currentFolder)
    {
        // The part before the first pattern is a folder, which may be an absolute one.
        var parts = pattern.Split('/', '\\');
        var fixedParts = parts.TakeWhile(p => !p.Contains('*', StringComparison.Ordinal)).ToArray();
        var root = Path.GetFullPath(fixedParts.Length == 0 ? "." : string.Join('/', fixedParts) + "/", currentFolder);
        var matcher = new Matcher().AddInclude(string.Join('/', parts[fixedParts.Length..])).AddExclude("**/bin/**").AddExclude("**/obj/**");
        var found = Directory.Exists(root) ? matcher.GetResultsInFullPath(root).Where(IsProgram).Order(StringComparer.Ordinal).ToList() : [];
        return found.Count > 0
            ? [.. found.Select(f => new FlowProgram(f, Path.GetRelativePath(currentFolder, f)))]
            : throw new CliException($"Nothing that could hold flows matches '{pattern}': projects (.csproj) and built programs (.dll) are looked for.");
    }

    private static bool IsProgram(string file) => Path.GetExtension(file) switch
    {
        ".csproj" => true,
        ".dll" => File.Exists(Path.ChangeExtension(file, ".runtimeconfig.json")),
        _ => false,
    };
}
