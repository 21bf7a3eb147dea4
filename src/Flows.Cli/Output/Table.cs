using System.Text;

namespace Flows.Cli.Output;

/// <summary>Rows under headings: padded columns for pipes and files, a drawn table on a terminal.</summary>
internal sealed class Table(params string[] headings)
{
    private const string Gap = "  ";
    private readonly List<string[]> rows = [];

    public void Add(params string[] cells) => rows.Add(cells);

    public Task WriteAsync(CliEnvironment environment)
    {
        if (!environment.IsTerminal) return environment.Output.WriteAsync(Plain());
        TerminalTable.Write(environment.Output, headings, rows);
        return Task.CompletedTask;
    }

    private string Plain()
    {
        var lines = rows.Prepend(headings).Select(cells => cells.Select(OneLine).ToArray()).ToList();
        var widths = headings.Select((_, column) => lines.Max(line => line[column].Length)).ToArray();
        var text = new StringBuilder();
        foreach (var line in lines)
            text.AppendLine(string.Join(Gap, line.Select((cell, column) => cell.PadRight(widths[column]))).TrimEnd());
        return text.ToString();
    }

    private static string OneLine(string cell) => cell.ReplaceLineEndings(" ");
}
