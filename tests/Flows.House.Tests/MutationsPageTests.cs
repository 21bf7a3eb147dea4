using System.Text.RegularExpressions;

namespace Flows.House.Tests;

/// <summary>docs/server/mutations.md promises a test for each mutation: every one stands there, and the last cell of its row names tests that exist.</summary>
public sealed partial class MutationsPageTests
{
    private static IEnumerable<string[]> Rows => Repository.Read("docs/server/mutations.md").Split('\n')
        .Where(line => line.StartsWith("| `", StringComparison.Ordinal))
        .Select(line => line.Trim().Trim('|').Split('|').Select(cell => cell.Trim()).ToArray())
        .Where(cells => cells[1] is "run" or "admin" or "read");

    [Fact]
    public void Mutations_OfTheServer_StandOnThePage()
    {
        var onPage = Rows.Select(cells => QuotedName().Match(cells[0]).Groups[1].Value).ToList();
        var inSource = Repository.SourceFiles("src/Flows.Server").Where(f => f.EndsWith("Mutations.cs", StringComparison.Ordinal))
            .SelectMany(f => Declared().Matches(Repository.Read(f)).Select(m => m.Groups[1].Value)).ToList();
        inSource.Count.ShouldBeGreaterThan(60);
        inSource.Except(onPage).ShouldBeEmpty("a mutation has no row in docs/server/mutations.md");
        onPage.Except(inSource).ShouldBeEmpty("a row of docs/server/mutations.md names a mutation that the server does not have");
    }

    [Fact]
    public void Rows_OfThePage_NameTestsThatExist()
    {
        var wrong = from cells in Rows
                    from test in cells[2].Split(',').Select(t => t.Trim().Trim('`'))
                    where !TestNames.All.Contains(test)
                    select $"{cells[0]} names '{test}'";
        wrong.ShouldBeEmpty();
    }

    /// <summary>A mutation is made with its name and, behind it, its input.</summary>
    [GeneratedRegex("""(?:\bnew(?: Mutation)?|Making|Doing|Changing|Switching)\(\s*"([a-z]+(?:_[a-z]+)+)",\s*[$"A-Z]""")]
    private static partial Regex Declared();

    [GeneratedRegex("`([a-z_]+)`")]
    private static partial Regex QuotedName();
}
