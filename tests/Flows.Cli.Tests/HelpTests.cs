using System.CommandLine;
using System.Text.RegularExpressions;
using Flows.Cli.Commands;
using Flows.Cli.Tests.Support;
using Flows.TestKit;

namespace Flows.Cli.Tests;

/// <summary>What a newcomer reads: help of every command, and the page about them.</summary>
public sealed partial class HelpTests : IDisposable
{
    private readonly Tool tool = new();

    private IEnumerable<Command> All => Below(CommandTree.Create(tool.Environment)).Where(c => !c.Hidden);

    private IEnumerable<CliCommand> Leaves => All.OfType<CliCommand>();

    public void Dispose() => tool.Dispose();

    [Fact]
    public void Descriptions_OfAllCommands_AreOneSentence() =>
        All.Where(c => c.Description is not { Length: > 10 } text || !text.EndsWith('.') || text.Contains('\n', StringComparison.Ordinal)).Select(CommandLineErrors.PathOf).ShouldBeEmpty();

    [Fact]
    public void Options_OfAllCommands_AreDescribed()
    {
        var bare = from command in All
                   from symbol in command.Options.Cast<Symbol>().Concat(command.Arguments)
                   where !symbol.Hidden && string.IsNullOrWhiteSpace(symbol.Description)
                   select $"{CommandLineErrors.PathOf(command)} {symbol.Name}";
        bare.ShouldBeEmpty();
    }

    [Fact]
    public void Examples_OfAllCommands_AreThereAndParse()
    {
        Leaves.Where(c => c.Examples.Count == 0).Select(CommandLineErrors.PathOf).ShouldBeEmpty();
        var root = CommandTree.Create(tool.Environment);
        var wrong = from command in Leaves
                    from example in command.Examples
                    let line = Example().Match(example)
                    where !line.Success || root.Parse(line.Groups[1].Value.Trim()) is { Errors.Count: > 0 } || root.Parse(line.Groups[1].Value.Trim()).CommandResult.Command.Name != command.Name
                    select example;
        wrong.ShouldBeEmpty();
    }

    [Fact]
    public void Json_OfAllCommandsThatAnswer_IsThere()
    {
        // These run on, print a file for somebody else, or have --format json.
        string[] without =
        [
            "flows agent local start", "flows agent docker start", "flows agent local install", "flows agent docker install", "flows completion", "flows execute flow-run",
            "flows heartbeat flow-run", "flows register", "flows build",
        ];
        Leaves.Where(c => c.Options.All(o => o.Name != "--json")).Select(CommandLineErrors.PathOf).Except(without).ShouldBeEmpty();
    }

    [Fact]
    public void Page_EveryCommand_StandsOnIt()
    {
        var page = File.ReadAllText(Path.Combine(CommandLine.Repository, "docs", "cli.md"));
        var known = Span().Matches(page).SelectMany(m => Spellings(m.Groups[1].Value.Replace("\\|", "|", StringComparison.Ordinal))).ToList();
        Leaves.Select(CommandLineErrors.PathOf).Where(path => !known.Any(k => k == path || k.StartsWith(path + " ", StringComparison.Ordinal))).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("run")]
    [InlineData("register")]
    [InlineData("get flows")]
    public async Task Help_OfACommand_IsAsItWas(string command)
    {
        (await tool.RunAsync([.. command.Split(' '), "--help"])).ShouldBe(0);
        var golden = await File.ReadAllTextAsync(Path.Combine(CommandLine.Repository, "tests", "Flows.Cli.Tests", "Golden", $"help-{command.Replace(' ', '-')}.txt"));
        // The usage names the running program.
        tool.Output.ReplaceLineEndings("\n").Replace("Flows.Cli.Tests ", "flows ", StringComparison.Ordinal).ShouldBe(golden);
    }

    private static IEnumerable<Command> Below(Command command) => command.Subcommands.SelectMany(c => Below(c).Prepend(c));

    /// <summary><c>flows get a|b</c> are two.</summary>
    private static IEnumerable<string> Spellings(string span)
    {
        var words = span.Split(' ');
        var choice = Array.FindIndex(words, w => w.Contains('|', StringComparison.Ordinal));
        return choice < 0 ? [span] : words[choice].Split('|').SelectMany(w => Spellings(string.Join(' ', [.. words[..choice], w, .. words[(choice + 1)..]])));
    }

    /// <summary>What follows the tool's name, up to a pipe or a redirection.</summary>
    [GeneratedRegex(@"\bflows ([^|>)]+)")]
    private static partial Regex Example();

    [GeneratedRegex("`(flows [^`]+)`")]
    private static partial Regex Span();
}
