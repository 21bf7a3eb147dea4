using System.Data.Common;
using Flows.Server.Data;
using Flows.Server.Events;
using Flows.Server.Model;
using Flows.Server.Stores.Claims;

namespace Flows.Server.Stores;

/// <summary>
/// Stores states of flow runs or task runs: rows of their history, and the copy on the run that lists and filters read (contract section 4.4).
/// It takes as many as there are with the same few statements.
/// </summary>
internal sealed class RunStates(Clock clock)
{
    /// <summary>The two kinds of runs.</summary>
    internal enum Kind
    {
        FlowRun,
        TaskRun,
    }

    private static readonly string[] Copied =
        ["id", "version", "state", "at", "message", "result", "start", "json", "end_time", "heartbeat", "start_time"];

    /// <summary>The runs that there are of some, locked in the order of their ids so that two transactions never wait for each other.</summary>
    public static async Task<Dictionary<Guid, RunRow>> FindAsync(ISqlSession session, Kind kind, IEnumerable<Guid> ids)
    {
        Guid[] wanted = [.. ids.Distinct()];
        if (wanted.Length == 0) return [];
        var rows = await session.QueryAsync(Select(session, kind, session.Dialect.In("id", "@ids")), r => Read(kind, r), ("ids", wanted));
        return rows.ToDictionary(r => r.Id);
    }

    public static async Task<RunRow?> FindAsync(ISqlSession session, Kind kind, Guid id) => (await FindAsync(session, kind, [id])).GetValueOrDefault(id);

    /// <summary>The task runs of some flow runs that have not finished, locked.</summary>
    public static Task<IReadOnlyList<RunRow>> FindUnfinishedAsync(ISqlSession session, IReadOnlyList<Guid> flowRuns) => session.QueryAsync(
        Select(session, Kind.TaskRun, $"{session.Dialect.In("flow_run_id", "@runs")} and (state is null or state not in {StoredState.FinishedTypes})"),
        r => Read(Kind.TaskRun, r), ("runs", flowRuns));

    /// <summary>Stores the new states of runs that were found in this transaction.</summary>
    public async Task StoreAsync(ISqlSession session, Kind kind, IEnumerable<RunRow> runs)
    {
        var changed = runs.Where(r => r.NewStates.Count > 0).ToList();
        if (changed.Count == 0) return;
        await AddHistoryAsync(session, kind, changed);
        // A statement that names start_time writes its index too, so most go without.
        foreach (var group in changed.GroupBy(r => r.HasStarted))
            await session.ExecuteEachAsync(
                $"""
                update {Table(kind)} set version = @version, state = @state, state_timestamp = @at, state_message = @message, state_result = @result,
                  state_start_time = @start, serialized_state = @json, updated = @at, end_time = coalesce(@end_time, end_time),
                  heartbeat = coalesce(@heartbeat, heartbeat){(group.Key ? ", start_time = @start_time" : "")}
                where id = @id
                """,
                group.Key ? Copied : Copied[..^1], [.. group.Select(Copy)]);
        foreach (var run in changed)
            foreach (var state in run.NewStates) session.Publish(Event(kind, run, state));
    }

    /// <summary>Adds rows to the history only, for runs that are new and carry the copy already.</summary>
    public Task AddHistoryAsync(ISqlSession session, Kind kind, IEnumerable<RunRow> runs) => session.InsertAsync(
        ServerModel.Current[$"{Table(kind)}_state"],
        ["id", "tenant_id", "created", "updated", $"{Table(kind)}_id", "timestamp", "state", "message", "result", "start_time", "serialized_state", "version"],
        [.. runs.SelectMany(run => run.NewStates.Select(s => (object?[])
        [
            clock.NewId(), run.TenantId, s.At, s.At, run.Id, s.At, s.State.Type, s.State.State.Message, s.State.Result, s.State.StartTime, s.State.Json,
            s.Version,
        ]))]);

    private static object?[] Copy(RunRow run)
    {
        var (state, version, at) = run.NewStates[^1];
        object?[] values =
        [
            run.Id, version, state.Type, at, state.State.Message, state.Result, state.StartTime, state.Json, run.HasEnded ? run.EndTime : null, run.Heartbeat,
        ];
        return run.HasStarted ? [.. values, run.StartTime] : values;
    }

    private static ServerEvent Event(Kind kind, RunRow run, RunRow.Applied state) => kind == Kind.FlowRun
        ? new FlowRunChanged(run.TenantId, run.Id, state.State.Type, state.Version, state.State.StartTime)
        : new TaskRunChanged(run.TenantId, run.FlowRunId, run.Id, state.State.Type, state.Version);

    private static string Select(ISqlSession session, Kind kind, string where) =>
        $"""
        select id, tenant_id, {(kind == Kind.FlowRun ? "id, null" : "flow_run_id, serialized_state")}, version, state, start_time, end_time{(kind == Kind.FlowRun ? ", claim, claim_until" : "")}
        from {Table(kind)} where {where} order by id{session.Dialect.ForUpdate}
        """;

    private static RunRow Read(Kind kind, DbDataReader row) =>
        new(kind, row.GetGuid(0), row.GetGuid(1), row.GetGuid(2), kind == Kind.FlowRun ? row.HoldAt(8) : Hold.None)
        {
            SerializedState = row.JsonOrNull(3),
            Version = row.GetInt32(4),
            State = row.TextOrNull(5),
            StartTime = row.TimeOrNull(6),
            EndTime = row.TimeOrNull(7),
        };

    private static string Table(Kind kind) => kind == Kind.FlowRun ? "flow_run" : "task_run";
}
