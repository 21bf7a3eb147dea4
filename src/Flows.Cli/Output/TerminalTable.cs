using Spectre.Console;

namespace Flows.Cli.Output;

/// <summary>Draws a table on a terminal. Only this class loads Spectre.Console.</summary>
internal static class TerminalTable
{
    public static void Write(TextWriter output, IReadOnlyList<string> headings, IReadOnlyList<IReadOnlyList<string>> rows)
    {
        var table = new Spectre.Console.Table().Border(TableBorder.Rounded);
        foreach (var heading in headings) table.AddColumn(new TableColumn(new Text(heading, new Style(decoration: Decoration.Bold))));
        foreach (var row in rows) table.AddRow(row.Select(cell => new Text(cell)));
        AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(output) }).Write(table);
    }
}
