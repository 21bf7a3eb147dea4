namespace Flows.Hosting.Failures;

/// <summary>A source file as the program's symbols name it, found again on this machine.</summary>
internal static class SourceFile
{
    /// <summary>What deterministic builds write in place of the folder of the sources.</summary>
    private const string Mapped = "/_/";

    /// <summary>The file on this machine; the path as it is named when there is none.</summary>
    /// <param name="named">The path in the symbols.</param>
    /// <param name="programFolder">The output folder of the program: its sources are in a folder above, or in one beside that.</param>
    public static string Find(string named, string programFolder)
    {
        if (File.Exists(named) || !named.StartsWith(Mapped, StringComparison.Ordinal)) return named;
        var inSolution = named[Mapped.Length..];
        var inProject = inSolution[(inSolution.IndexOf('/', StringComparison.Ordinal) + 1)..];
        for (var folder = new DirectoryInfo(programFolder); folder is not null; folder = folder.Parent)
            foreach (var candidate in (string[])[Path.Combine(folder.FullName, inSolution), Path.Combine(folder.FullName, inProject)])
                if (File.Exists(candidate))
                    return candidate;
        return named;
    }

    /// <summary>The path as people write it: from the folder they are in, when the file is below that.</summary>
    public static string Display(string path, string currentFolder)
    {
        var relative = Path.GetRelativePath(currentFolder, path);
        return Path.IsPathRooted(relative) || relative.StartsWith("..", StringComparison.Ordinal) ? path : relative;
    }

    /// <summary>One line of a file without its indentation; null when it cannot be read.</summary>
    public static string? Line(string path, int number)
    {
        try
        {
            return File.Exists(path) && File.ReadLines(path).Skip(number - 1).FirstOrDefault()?.Trim() is { Length: > 0 } line ? line : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
