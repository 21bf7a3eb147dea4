using System.Text.RegularExpressions;

namespace Flows.House.Tests;

/// <summary>docs/semantics.md promises a test for each rule: the last cell of each row names tests that exist.</summary>
public sealed partial class SemanticsTests
{
    private const string Page = "docs/semantics.md";

    private static IEnumerable<string[]> Rows => Repository.Read(Page).Split('\n')
        .Where(line => line.StartsWith('|') && !line.StartsWith("|---", StringComparison.Ordinal))
        .Select(line => CellSeparator().Split(line.Trim().Trim('|')).Select(cell => cell.Trim()).ToArray())
        .Where(cells => cells[^1] != "test");

    [Fact]
    public void Rows_OfTheSemanticsPage_NameTestsThatExist()
    {
        var wrong = from cells in Rows
                    from test in cells[^1].Split(',').Select(t => t.Trim().Trim('`'))
                    where !TestNames.All.Contains(test)
                    select $"'{cells[0]}' names '{test}'";
        wrong.ShouldBeEmpty();
    }

    [Fact]
    public void Rows_OfTheSemanticsPage_HaveThreeCells() => Rows.Where(cells => cells.Length != 3).Select(cells => cells[0]).ShouldBeEmpty();

    /// <summary>A bar that is part of a cell is written <c>\|</c>.</summary>
    [GeneratedRegex(@"(?<!\\)\|")]
    private static partial Regex CellSeparator();
}
