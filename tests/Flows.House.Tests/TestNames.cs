using System.Text.RegularExpressions;

namespace Flows.House.Tests;

/// <summary>The tests that there are, for pages that name them.</summary>
internal static partial class TestNames
{
    public static IReadOnlySet<string> All { get; } = Repository.SourceFiles("tests").SelectMany(f => TestsOf(Repository.Read(f))).ToHashSet();

    /// <summary><c>Class.Method</c> of each public method; a test class has one file, so the file's first class is it.</summary>
    private static IEnumerable<string> TestsOf(string source) =>
        ClassName().Match(source) is { Success: true } found ? MethodName().Matches(source).Select(m => $"{found.Groups[1].Value}.{m.Groups[1].Value}") : [];

    [GeneratedRegex(@"public (?:sealed )?(?:partial )?class (\w+)")]
    private static partial Regex ClassName();

    [GeneratedRegex(@"public (?:static )?(?:async )?(?:void|Task|ValueTask) (\w+)\(")]
    private static partial Regex MethodName();
}
