using System.CommandLine;
using Flows.Server;

namespace Flows.Cli.Commands;

/// <summary><c>flows server db migrate</c></summary>
internal sealed class ServerDbMigrateCommand : ServerDbCommand
{
    private readonly Option<bool> dryRun = new("--dry-run") { Description = "Shows the steps only." };

    public ServerDbMigrateCommand(CliEnvironment environment)
        : base(environment, "migrate", "Brings the database to the newest schema, as a server does when it starts. There is no way back: make a backup first.",
            "flows server db migrate --dry-run", "flows server db migrate") => Add(dryRun);

    protected override async Task<int> RunAsync(ParseResult line, ServerDatabase database, CancellationToken stop)
    {
        var pending = await database.PendingAsync(stop);
        var isDry = line.GetValue(dryRun);
        if (!isDry && pending.Count > 0) await database.MigrateAsync();
        await AnswerAsync(line.GetValue(Json), new { Database = database.Name, DryRun = isDry, Steps = pending }, pending.Count == 0
            ? $"{database.Name} is up to date."
            : $"{(isDry ? "To do" : "Done")}: {string.Join("; ", pending.Select(s => $"{s.Number} {s.Name}"))}.");
        return ExitCodes.Ok;
    }
}
