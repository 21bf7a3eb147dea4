using Flows.Server.Data;
using Flows.Server.Model;
using Flows.Server.Stores.Claims;
using Flows.States;

namespace Flows.Server.Stores;

/// <summary>
/// Stores a state of a flow run or task run: a row of its history, and the copy on the run that lists and filters read (contract section 4.4).
/// </summary>
internal sealed class RunStates(Clock clock)
{
    /// <summary>The two kinds of runs.</summary>
    internal enum Kind
    {
        FlowRun,
        TaskRun,
    }

    /// <summary>A run as it stands before a state is stored, locked until the transaction ends.</summary>
    internal sealed record Current(Guid TenantId, int Version, string? State, JsonText? SerializedState)
    {
        /// <summary>Who holds the flow run; nobody for a task run, which its flow run's claim covers.</summary>
        public Hold Held { get; init; }
    }

    public static Task<Current?> FindAsync(ISqlSession session, Kind kind, Guid id) => session.FindAsync(
        $"select tenant_id, version, state, serialized_state{(kind == Kind.FlowRun ? ", claim, claim_until" : "")} from {Table(kind)} where id = @id{session.Dialect.ForUpdate}",
        r => new Current(r.GetGuid(0), r.GetInt32(1), r.TextOrNull(2), r.JsonOrNull(3))
        {
            Held = kind == Kind.FlowRun ? r.HoldAt(4) : Hold.None,
        },
        ("id", id));

    /// <summary>Stores a state on top of what <see cref="FindAsync"/> found.</summary>
    public async Task StoreAsync(ISqlSession session, Kind kind, Guid id, Current current, StoredState state)
    {
        var now = clock.Now;
        var version = current.Version + 1;
        await AddHistoryAsync(session, kind, id, current.TenantId, version, state, now);
        await session.ExecuteAsync(
            $"""
            update {Table(kind)} set version = @version, state = @state, state_timestamp = @now, state_message = @message, state_result = @result,
              state_start_time = @start, serialized_state = @json, updated = @now,
              start_time = case when @running and (start_time is null or start_time > @now) then @now else start_time end,
              end_time = case when @ended and (end_time is null or end_time < @now) then @now else end_time end,
              heartbeat = case when @alive then @now else heartbeat end
            where id = @id
            """,
            ("version", version), ("state", state.Type), ("now", now), ("message", state.State.Message), ("result", state.Result), ("start", state.StartTime),
            ("json", state.Json), ("running", state.Type == nameof(Running)), ("ended", state.SetsEndTime), ("alive", IsAlive(kind, state.State)), ("id", id));
    }

    public Task<int> AddHistoryAsync(ISqlSession session, Kind kind, Guid id, Guid tenant, int version, StoredState state, DateTimeOffset now) =>
        session.ExecuteAsync(
        $"""
        insert into {Table(kind)}_state
          (id, tenant_id, created, updated, {Table(kind)}_id, "timestamp", state, message, result, start_time, serialized_state, version)
        values (@state_id, @tenant, @now, @now, @id, @now, @state, @message, @result, @start, @json, @version)
        """,
        ("state_id", clock.NewId()), ("tenant", tenant), ("now", now), ("id", id), ("state", state.Type), ("message", state.State.Message),
        ("result", state.Result),
        ("start", state.StartTime), ("json", state.Json), ("version", version));

    private static string Table(Kind kind) => kind == Kind.FlowRun ? "flow_run" : "task_run";

    private static bool IsAlive(Kind kind, State state) => state is Running || (kind == Kind.FlowRun && state is Submitted);
}
