using System.CommandLine;
using System.Globalization;
using Flows.Server;

namespace Flows.Cli.Commands;

/// <summary><c>flows server db copy</c></summary>
internal sealed class ServerDbCopyCommand : CliCommand
{
    private readonly Option<string> from = new("--from") { Description = "The SQLite file; no server may be using it.", HelpName = "FILE", Required = true };
    private readonly Option<string> to = new("--to") { Description = "The PostgreSQL database; it must be empty.", HelpName = "URL", Required = true };
    private readonly Option<bool> json = CommonOptions.Json();

    public ServerDbCopyCommand(CliEnvironment environment)
        : base(environment, "copy", "Moves a server's data from SQLite to PostgreSQL: all of it, or nothing when it fails.",
            "flows server db copy --from ~/.flows/server.db --to postgresql://flows:secret@db.example.org/flows")
    {
        foreach (var option in (Option[])[from, to, json]) Add(option);
    }

    protected override async Task<int> RunAsync(ParseResult line, CancellationToken stop)
    {
        var copied = await DatabaseCopy.RunAsync(line.GetRequiredValue(from), line.GetRequiredValue(to), Report, stop);
        var rows = copied.Sum(c => c.Rows);
        await AnswerAsync(line.GetValue(json), new { Tables = copied, Rows = rows }, string.Create(CultureInfo.InvariantCulture,
            $"{rows:N0} rows of {copied.Count} tables are copied and counted. Start the server on it: flows server start --database URL"));
        return ExitCodes.Ok;
    }

    // Beside the answer, so that the answer can be read by a program.
    private void Report(CopiedRows copied)
    {
        if (copied.Rows > 0) Process.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{copied.Table}: {copied.Rows:N0} rows"));
    }
}
