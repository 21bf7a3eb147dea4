using System.CommandLine;
using System.CommandLine.Parsing;

namespace Flows.Cli;

/// <summary>The options of a command line as words again, for somebody who is to run the same.</summary>
internal static class GivenOptions
{
    /// <param name="line">The command line.</param>
    /// <param name="wanted">Which options.</param>
    public static IReadOnlyList<string> Of(ParseResult line, Func<Option, bool> wanted) =>
        [.. line.CommandResult.Children.OfType<OptionResult>().Where(o => !o.Implicit && wanted(o.Option)).SelectMany(Words)];

    private static IEnumerable<string> Words(OptionResult option) =>
        option.Tokens.Count == 0 ? [option.Option.Name] : option.Tokens.SelectMany(t => (string[])[option.Option.Name, t.Value]);
}
