using System.CommandLine;
using System.Globalization;
using Flows.Server;

namespace Flows.Cli.Commands;

/// <summary><c>flows server db prune</c></summary>
internal sealed class ServerDbPruneCommand : ServerDbCommand
{
    private readonly Option<TimeSpan?> logs = Ages.Option("--logs-older-than", "Lines of logs, by when they were written: 30d.");
    private readonly Option<TimeSpan?> states = Ages.Option("--states-older-than", "The history of states of runs that have ended; the last one stays.");
    private readonly Option<TimeSpan?> runs = Ages.Option("--runs-older-than", "Flow runs with all that belongs to them, by when they ended.");
    private readonly Option<TimeSpan?> audit = Ages.Option("--audit-older-than", "Entries of the audit log.");
    private readonly Option<TimeSpan?> hooks = Ages.Option("--hook-events-older-than", "What cloud hooks were told.");
    private readonly Option<bool> dryRun = new("--dry-run") { Description = "Counts only." };
    private readonly Option<bool> yes = Confirmation.Yes();

    public ServerDbPruneCommand(CliEnvironment environment)
        : base(environment, "prune", "Deletes old data in small steps; also while the server runs.",
            "flows server db prune --logs-older-than 30d --dry-run", "flows server db prune --logs-older-than 30d --states-older-than 30d --runs-older-than 1w --yes")
    {
        foreach (var option in (Option[])[logs, states, runs, audit, hooks, dryRun, yes]) Add(option);
        Validators.Add(line =>
        {
            if (new Option[] { logs, states, runs, audit, hooks }.All(o => line.GetResult(o) is null))
                line.AddError("Say what is old, for example --logs-older-than 30d.");
        });
    }

    protected override async Task<int> RunAsync(ParseResult line, ServerDatabase database, CancellationToken stop)
    {
        var retention = new RetentionOptions
        {
            Logs = line.GetValue(logs),
            States = line.GetValue(states),
            Runs = line.GetValue(runs),
            AuditEntries = line.GetValue(audit),
            HookEvents = line.GetValue(hooks),
        };
        var isDry = line.GetValue(dryRun);
        if (!isDry && !await Confirmation.AskAsync(Process, line.GetValue(yes), $"Delete old data from {database.Name}?", stop)) return ExitCodes.Failed;
        var counts = await database.PruneAsync(retention, isDry, cancellationToken: stop);
        var told = counts.Where(c => c.Rows > 0).Select(c => string.Create(CultureInfo.InvariantCulture, $"{c.Rows:N0} {c.Kind}")).ToList();
        await AnswerAsync(line.GetValue(Json), new { Database = database.Name, DryRun = isDry, Deleted = counts },
            told.Count == 0 ? "There is nothing so old." : $"{(isDry ? "To delete" : "Deleted")}: {string.Join(", ", told)}.");
        return ExitCodes.Ok;
    }
}
