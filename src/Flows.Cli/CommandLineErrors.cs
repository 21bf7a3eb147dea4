using System.CommandLine;

namespace Flows.Cli;

/// <summary>What is wrong with a command line, in sentences that name the way out.</summary>
internal static class CommandLineErrors
{
    private const int FarthestTypo = 2;

    public static IEnumerable<string> Of(ParseResult parsed)
    {
        var command = parsed.CommandResult.Command;
        var words = command.Subcommands.Where(c => !c.Hidden).Select(c => c.Name).ToList();
        if (parsed.UnmatchedTokens is [var unknown, ..])
        {
            if (unknown.StartsWith('-')) yield return Unknown(unknown, "option", command, [.. Options(command)]);
            else if (words.Count > 0) yield return Unknown(unknown, "command", command, words);
            else yield return $"`{PathOf(command)}` does not know what to do with '{unknown}'{(command.Arguments.Count == 0 ? ": it takes options only." : ".")}";
        }
        else if (words.Count > 0 && command.Action is null)
        {
            yield return $"`{PathOf(command)}` needs one of its commands: {string.Join(", ", words)}.";
        }
        else
        {
            foreach (var error in parsed.Errors) yield return error.Message;
        }
        yield return $"`{PathOf(command)} --help` shows how it is used.";
    }

    /// <summary>The command as it is typed.</summary>
    public static string PathOf(Command command) =>
        command is RootCommand ? "flows" : $"{PathOf(command.Parents.OfType<Command>().First())} {command.Name}";

    private static IEnumerable<string> Options(Command command) => command.Options.Where(o => !o.Hidden).SelectMany(o => o.Aliases.Prepend(o.Name)).Where(n => n.StartsWith("--", StringComparison.Ordinal));

    private static string Unknown(string word, string what, Command command, IReadOnlyList<string> known)
    {
        // An option may carry its value: --prject=P.
        var name = what == "option" ? word.Split('=')[0] : word;
        var nearest = known.Select(k => (Word: k, Distance: Distance(name, k))).Where(k => k.Distance <= FarthestTypo || k.Word.StartsWith(name, StringComparison.Ordinal)).OrderBy(k => k.Distance).FirstOrDefault().Word;
        return $"'{name}' is no {what} of `{PathOf(command)}`" + (nearest is null ? "." : $"; did you mean '{nearest}'?");
    }

    /// <summary>How many letters are to be added, left out, replaced or swapped with their neighbour.</summary>
    private static int Distance(string a, string b)
    {
        int[][] table = [.. Enumerable.Range(0, a.Length + 1).Select(i => new int[b.Length + 1])];
        for (var i = 0; i <= a.Length; i++) table[i][0] = i;
        for (var j = 0; j <= b.Length; j++) table[0][j] = j;
        for (var i = 1; i <= a.Length; i++)
        {
            for (var j = 1; j <= b.Length; j++)
            {
                var replaced = table[i - 1][j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
                table[i][j] = Math.Min(Math.Min(table[i - 1][j], table[i][j - 1]) + 1, replaced);
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) table[i][j] = Math.Min(table[i][j], table[i - 2][j - 2] + 1);
            }
        }
        return table[a.Length][b.Length];
    }
}
