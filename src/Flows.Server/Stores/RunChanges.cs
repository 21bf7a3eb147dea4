using Flows.Server.Data;
using Flows.Server.Model;

namespace Flows.Server.Stores;

/// <summary>What streams tell of runs: read anew from the database each time, so that nothing is missed and nothing has to be kept.</summary>
internal sealed class RunChanges(IDatabase database)
{
    /// <summary>Rows that are read at once.</summary>
    public const int Page = 200;

    private const string TaskRunColumns =
        "select t.id, t.task_id, t.map_index, t.version, t.state, t.state_message, t.state_timestamp, t.start_time, t.end_time from task_run t where";

    internal sealed record Run(Guid TenantId, string? State);

    internal sealed record RunState(int Version, string State, string? Message, DateTimeOffset Timestamp, DateTimeOffset? StartTime);

    internal sealed record Line(long Sequence, DateTimeOffset Timestamp, string? Name, string? Level, string? Message, Guid? TaskRunId);

    internal sealed record TaskRun(Guid Id, Guid TaskId, int MapIndex, int Version, string? State, string? Message)
    {
        public DateTimeOffset? Timestamp { get; init; }

        public DateTimeOffset? StartTime { get; init; }

        public DateTimeOffset? EndTime { get; init; }
    }

    internal sealed record FlowRun(Guid Id, Guid FlowId, string? Name, int Version, string? State, string? Message)
    {
        public DateTimeOffset? Timestamp { get; init; }

        public DateTimeOffset? ScheduledStartTime { get; init; }

        public DateTimeOffset? StartTime { get; init; }

        public DateTimeOffset? EndTime { get; init; }
    }

    internal sealed record Agent(Guid Id, string? Name, string? Type, JsonText Labels, DateTimeOffset? LastQueried);

    public Task<Run?> FindAsync(Guid flowRun, CancellationToken cancellationToken) => database.ReadAsync(
        session => session.FindAsync("select tenant_id, state from flow_run where id = @id", r => new Run(r.GetGuid(0), r.TextOrNull(1)), ("id", flowRun)),
        cancellationToken);

    public Task<IReadOnlyList<RunState>> StatesAsync(Guid flowRun, int after, CancellationToken cancellationToken) => database.ReadAsync(
        session => session.QueryAsync(
            $"""
            select version, state, message, "timestamp", start_time from flow_run_state where flow_run_id = @id and version > @after
            order by version limit {Page}
            """,
            r => new RunState(r.GetInt32(0), r.GetString(1), r.TextOrNull(2), r.GetFieldValue<DateTimeOffset>(3), r.TimeOrNull(4)),
            ("id", flowRun), ("after", after)),
        cancellationToken);

    public Task<IReadOnlyList<Line>> LinesAsync(Guid flowRun, long after, CancellationToken cancellationToken) => database.ReadAsync(
        session => session.QueryAsync(
            $"""
            select sequence, "timestamp", name, level, message, task_run_id from log where flow_run_id = @id and sequence > @after
            order by sequence limit {Page}
            """,
            r => new Line(r.GetInt64(0), r.GetFieldValue<DateTimeOffset>(1), r.TextOrNull(2), r.TextOrNull(3), r.TextOrNull(4), r.IsDBNull(5) ? null : r.GetGuid(5)),
            ("id", flowRun), ("after", after)),
        cancellationToken);

    /// <summary>The task runs of a flow run whose newest state is not older than a time, a page of them behind one.</summary>
    public Task<IReadOnlyList<TaskRun>> TaskRunsAsync(Guid flowRun, DateTimeOffset? since, TaskRun? behind, CancellationToken cancellationToken) =>
        database.ReadAsync(
            session => session.QueryAsync(
                $"""
                {TaskRunColumns} t.flow_run_id = @run and (t.task_id, t.map_index) > (@task, @index) and t.state_timestamp >= @since
                order by t.task_id, t.map_index limit {Page}
                """,
                ReadTaskRun, ("run", flowRun), ("task", behind?.TaskId ?? Guid.Empty), ("index", behind?.MapIndex ?? int.MinValue),
                ("since", since ?? DateTimeOffset.UnixEpoch)),
            cancellationToken);

    public Task<IReadOnlyList<TaskRun>> TaskRunsAsync(IReadOnlyList<Guid> ids, CancellationToken cancellationToken) => database.ReadAsync(
        session => session.QueryAsync($"{TaskRunColumns} {session.Dialect.In("t.id", "@ids")} order by t.state_timestamp, t.id", ReadTaskRun, ("ids", ids)),
        cancellationToken);

    public Task<IReadOnlyList<FlowRun>> FlowRunsAsync(IReadOnlyList<Guid> ids, CancellationToken cancellationToken) => database.ReadAsync(
        session => session.QueryAsync(
            $"""
            select id, flow_id, name, version, state, state_message, state_timestamp, scheduled_start_time, start_time, end_time
            from flow_run where {session.Dialect.In("id", "@ids")} order by state_timestamp, id
            """,
            r => new FlowRun(r.GetGuid(0), r.GetGuid(1), r.TextOrNull(2), r.GetInt32(3), r.TextOrNull(4), r.TextOrNull(5))
            {
                Timestamp = r.TimeOrNull(6),
                ScheduledStartTime = r.TimeOrNull(7),
                StartTime = r.TimeOrNull(8),
                EndTime = r.TimeOrNull(9),
            },
            ("ids", ids)),
        cancellationToken);

    public Task<IReadOnlyList<Agent>> AgentsAsync(IReadOnlyList<Guid> ids, CancellationToken cancellationToken) => database.ReadAsync(
        session => session.QueryAsync($"select id, name, type, labels, last_queried from agent where {session.Dialect.In("id", "@ids")} order by id",
            r => new Agent(r.GetGuid(0), r.TextOrNull(1), r.TextOrNull(2), new(r.GetString(3)), r.TimeOrNull(4)), ("ids", ids)),
        cancellationToken);

    private static TaskRun ReadTaskRun(System.Data.Common.DbDataReader row) =>
        new(row.GetGuid(0), row.GetGuid(1), row.GetInt32(2), row.GetInt32(3), row.TextOrNull(4), row.TextOrNull(5))
        {
            Timestamp = row.TimeOrNull(6),
            StartTime = row.TimeOrNull(7),
            EndTime = row.TimeOrNull(8),
        };
}
