using System.Text.RegularExpressions;

namespace Flows.House.Tests;

/// <summary>docs/semantics.md promises a test for each rule: the last cell of each row names tests that exist.</summary>
public sealed partial class SemanticsTests
{
    private const string Page = "docs/semantics.md";

    private static readonly HashSet<string> Tests =
        [.. Repository.SourceFiles("tests").SelectMany(f => TestsOf(Repository.Read(f)))];

    private static IEnumerable<string[]> Rows => Repository.Read(Page).Split('\n')
        .Where(line => line.StartsWith('|') && !line.StartsWith("|---", StringComparison.Ordinal))
        .Select(line => CellSeparator().Split(line.Trim().Trim('|')).Select(cell => cell.Trim()).ToArray())
        .Where(cells => cells[^1] != "test");

    [Fact]
    public void Rows_OfTheSemanticsPage_NameTestsThatExist()
    {
        var wrong = from cells in Rows
                    from test in cells[^1].Split(',').Select(t => t.Trim().Trim('`'))
                    where !Tests.Contains(test)
                    select $"'{cells[0]}' names '{test}'";
        wrong.ShouldBeEmpty();
    }

    [Fact]
    public void Rows_OfTheSemanticsPage_HaveThreeCells() => Rows.Where(cells => cells.Length != 3).Select(cells => cells[0]).ShouldBeEmpty();

    /// <summary><c>Class.Method</c> of each public method; a test class has one file, so the file's first class is it.</summary>
    private static IEnumerable<string> TestsOf(string source) =>
        ClassName().Match(source) is { Success: true } found ? MethodName().Matches(source).Select(m => $"{found.Groups[1].Value}.{m.Groups[1].Value}") : [];

    [GeneratedRegex(@"public (?:sealed )?(?:partial )?class (\w+)")]
    private static partial Regex ClassName();

    [GeneratedRegex(@"public (?:static )?(?:async )?(?:void|Task|ValueTask) (\w+)\(")]
    private static partial Regex MethodName();

    /// <summary>A bar that is part of a cell is written <c>\|</c>.</summary>
    [GeneratedRegex(@"(?<!\\)\|")]
    private static partial Regex CellSeparator();
}
