using System.CommandLine;
using Flows.Server;

namespace Flows.Cli.Commands;

/// <summary><c>flows server db restore</c></summary>
internal sealed class ServerDbRestoreCommand : ServerDbCommand
{
    private readonly Option<string> from = new("--from") { Description = "What `flows server db backup` has written.", HelpName = "FILE", Required = true };
    private readonly Option<bool> force = new("--force") { Description = "Replaces the data that is there." };

    public ServerDbRestoreCommand(CliEnvironment environment)
        : base(environment, "restore", "Puts a backup in place of the database. Stop the server first. PostgreSQL needs pg_restore.",
            "flows server db restore --from flows-backup.db")
    {
        Add(from);
        Add(force);
    }

    protected override async Task<int> RunAsync(ParseResult line, ServerDatabase database, CancellationToken stop)
    {
        var file = Path.GetFullPath(line.GetRequiredValue(from), Process.CurrentFolder);
        await database.RestoreAsync(file, line.GetValue(force), stop);
        await AnswerAsync(line.GetValue(Json), new { Database = database.Name, File = file }, $"{database.Name} holds what {file} holds.");
        return ExitCodes.Ok;
    }
}
