using System.CommandLine;
using Flows.Server;

namespace Flows.Cli.Commands;

/// <summary><c>flows server db backup</c></summary>
internal sealed class ServerDbBackupCommand : ServerDbCommand
{
    private readonly Option<string> to = new("--to") { Description = "The file to write.", HelpName = "FILE", Required = true };
    private readonly Option<bool> force = new("--force") { Description = "Replaces a file that is there." };

    public ServerDbBackupCommand(CliEnvironment environment)
        : base(environment, "backup", "Writes all data, as it is at one moment, to a file; also while the server runs. PostgreSQL needs pg_dump.",
            "flows server db backup --to flows-backup.db")
    {
        Add(to);
        Add(force);
    }

    protected override async Task<int> RunAsync(ParseResult line, ServerDatabase database, CancellationToken stop)
    {
        var file = Path.GetFullPath(line.GetRequiredValue(to), Process.CurrentFolder);
        await database.BackupAsync(file, line.GetValue(force), stop);
        var bytes = new FileInfo(file).Length;
        await AnswerAsync(line.GetValue(Json), new { Database = database.Name, File = file, Bytes = bytes }, $"{database.Name} is saved in {file} ({bytes / 1024:N0} KB).");
        return ExitCodes.Ok;
    }
}
