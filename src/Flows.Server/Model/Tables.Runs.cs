using static Flows.Server.Model.Columns;

namespace Flows.Server.Model;

/// <summary>What a run is, with its states and logs.</summary>
internal static partial class Tables
{
    /// <summary>The states that wait for a time, as the SQL list that partial indexes and the queue share word by word.</summary>
    public const string WaitingStates = "('Scheduled','Paused','Queued','Resume','Retrying')";

    /// <summary>Whether a run in this state waits for a time.</summary>
    public static bool IsWaiting(string? state) => state is "Scheduled" or "Paused" or "Queued" or "Resume" or "Retrying";

    private static readonly Column[] CurrentState =
    [
        Text("state"), Time("state_timestamp"), Text("state_message"), Opaque("state_result"), Time("state_start_time"), Opaque("serialized_state"),
    ];

    private static readonly Column[] StateHistory =
    [
        Time("timestamp", false), Text("state", false), Text("message"), Opaque("result"), Time("start_time"), Opaque("serialized_state"), Int("version", 1),
    ];

    private static Table FlowRun() => new("flow_run",
        [
            Uuid("flow_id", false), Text("name"), Json("labels", "[]"), Json("parameters", "{}"), Json("context", "{}"), Json("run_config"), Int("version", 0),
            Time("heartbeat"), Time("scheduled_start_time"), Time("start_time"), Time("end_time"), Bool("auto_scheduled"), Int("times_resurrected", 0),
            Text("idempotency_key"), Uuid("agent_id"), .. CurrentState,
            // Reserved for fenced claims (header X-Flows-Claim): the token of the process that owns the run.
            Hidden(Uuid("claim")),
            // Until when nobody else may claim the run; renewed by heartbeats.
            Hidden(Time("claim_until")),
        ])
    {
        ForeignKeys = [OfTenant(), Parent("flow", "flow_runs"), new("agent_id", "agent", "set null", "agent", "flow_runs")],
        Indexes =
        [
            Unique("idempotency_key", "flow_id"), Index("state", "scheduled_start_time", "tenant_id"), Index("flow_id", "scheduled_start_time desc"),
            Index("scheduled_start_time"), Index("start_time"), Index("agent_id"), Index("created"),
            new(["state", "state_start_time"], Where: $"state in {WaitingStates}"),
        ],
    };

    private static Table TaskRun() => new("task_run",
        [
            Uuid("flow_run_id", false), Uuid("task_id", false), Int("map_index", -1), Text("name"), Int("version", 0), Time("heartbeat"),
            Time("start_time"), Time("end_time"), Text("cache_key"), .. CurrentState,
        ])
    {
        ForeignKeys = [OfTenant(), Parent("flow_run", "task_runs"), Parent("task", "task_runs")],
        Indexes =
        [
            Unique("flow_run_id", "task_id", "map_index"), Index("flow_run_id", "start_time"), Index("task_id"),
            new(["flow_run_id", "state_start_time"], Where: $"state in {WaitingStates}"),
            new(["state_timestamp"], Where: "state = 'Cached'"),
            // What the zombie killer goes through; the few that run at this moment.
            new(["updated"], Where: "state = 'Running'"),
        ],
    };

    private static Table FlowRunState() => new("flow_run_state", [Uuid("flow_run_id", false), .. StateHistory])
    {
        ForeignKeys = [InTenant(), Parent("flow_run", "states")],
        Indexes = [Index("flow_run_id", "timestamp")],
    };

    private static Table TaskRunState() => new("task_run_state", [Uuid("task_run_id", false), .. StateHistory])
    {
        ForeignKeys = [InTenant(), Parent("task_run", "states")],
        Indexes = [Index("task_run_id", "timestamp")],
    };

    private static Table Log() => new("log",
        Uuid("flow_run_id", false), Uuid("task_run_id"), Time("timestamp", false), Text("name"), Text("level"), Text("message"), Json("info"),
        Bool("is_loaded_from_archive"),
        // Counts the lines of a flow run without gaps, in the order in which they became durable: what a stream goes on from.
        Int("sequence", 0))
    {
        ForeignKeys = [InTenant(), new("flow_run_id", "flow_run", "cascade", null, "logs"), new("task_run_id", "task_run", "cascade", null, "logs")],
        Indexes = [Index("flow_run_id", "timestamp"), Index("flow_run_id", "sequence"), new(["task_run_id", "timestamp"], Where: "task_run_id is not null")],
    };

    /// <summary>The last sequence of a flow run's log; beside the run, so that log lines and states do not wait for one another.</summary>
    private static Table RunLogCounter() => new("run_log_counter", Uuid("flow_run_id", false), Int("last", 0))
    {
        Exposed = false,
        ForeignKeys = [InTenant(), new("flow_run_id", "flow_run", "cascade", null, null)],
        Indexes = [Unique("flow_run_id")],
    };

    private static Table TaskRunArtifact() => new("task_run_artifact", Uuid("task_run_id", false), Text("kind", false), Json("data"))
    {
        ForeignKeys = [InTenant(), Parent("task_run", null)],
        Indexes = [Index("task_run_id")],
    };
}
