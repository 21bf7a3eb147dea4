using Flows.Server.Stores;

namespace Flows.Server.Services.Pruning;

/// <summary>A kind of data that grows old. Ids begin with the time at which a row was made, so what is old is found by the primary key.</summary>
/// <param name="Name">Its name for people: logs, states, runs.</param>
/// <param name="Table">The table; in the conditions it is <c>x</c>.</param>
/// <param name="Age">How old rows may become; null for ever.</param>
internal sealed record PruneKind(string Name, string Table, Func<RetentionOptions, TimeSpan?> Age)
{
    private const string Ended = "r.state in ";

    public const string Runs = "runs";

    /// <summary>All kinds, those that others belong to last.</summary>
    public static IReadOnlyList<PruneKind> All { get; } =
    [
        new("logs", "log", o => o.Logs),
        // What a run was last is its newest row, which stays as long as the run does.
        new("states", "flow_run_state", o => o.States)
        {
            Joins = "cross join flow_run r", Condition = $"{Ended}{StoredState.FinishedTypes} and x.version < r.version",
            On = "r.id = x.flow_run_id",
        },
        new("states", "task_run_state", o => o.States)
        {
            Joins = "cross join task_run t cross join flow_run r", On = "t.id = x.task_run_id and r.id = t.flow_run_id",
            Condition = $"{Ended}{StoredState.FinishedTypes} and x.version < t.version",
        },
        new("audit entries", "audit_entry", o => o.AuditEntries),
        new("hook events", "cloud_hook_event", o => o.HookEvents),
        new("browser sessions", "browser_session", _ => TimeSpan.Zero) { Condition = "x.expires < @cutoff" },
        new(Runs, "flow_run", o => o.Runs) { Condition = $"x.state in {StoredState.FinishedTypes} and coalesce(x.end_time, x.state_timestamp) < @cutoff" },
    ];

    /// <summary>Tables that the condition looks into; a cross join, so that SQLite goes through this table by its key.</summary>
    public string Joins { get; init; } = "";

    /// <summary>How they belong to a row.</summary>
    public string On { get; init; } = "1 = 1";

    /// <summary>Which of the old rows go.</summary>
    public string Condition { get; init; } = "1 = 1";

    /// <summary>Whether the condition asks for the parameter <c>@cutoff</c>.</summary>
    public bool NamesCutoff => Condition.Contains("@cutoff", StringComparison.Ordinal);
}
