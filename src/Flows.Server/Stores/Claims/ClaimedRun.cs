using System.Data.Common;
using Flows.Server.Data;
using Flows.Server.Model;

namespace Flows.Server.Stores.Claims;

/// <summary>A run that has just been claimed, with all that an agent needs to start it.</summary>
internal sealed record ClaimedRun(Guid Id, Guid Claim, int Version, string? Name, string? State, DateTimeOffset? ScheduledStartTime)
{
    public JsonText? SerializedState { get; private init; }

    public JsonText? Parameters { get; private init; }

    public JsonText? RunConfig { get; private init; }

    public IReadOnlyList<string> Labels { get; private init; } = [];

    public required ClaimedFlow Flow { get; init; }

    /// <summary>Its task runs whose time has come again.</summary>
    public required IReadOnlyList<DueTaskRun> TaskRuns { get; init; }

    /// <summary>Reads runs and their due tasks, each in one query, in the order of the claims.</summary>
    public static async Task<IReadOnlyList<ClaimedRun>> ReadAsync(ISqlSession session, IReadOnlyDictionary<Guid, Guid> claims, DateTimeOffset now)
    {
        if (claims.Count == 0) return [];
        IReadOnlyList<Guid> ids = [.. claims.Keys];
        var tasks = (await session.QueryAsync(
            $"""
            select flow_run_id, id, version, task_id, state, serialized_state from task_run
            where {session.Dialect.In("flow_run_id", "@ids")} and state in {Tables.WaitingStates} and state_start_time <= @due order by id
            """,
            r => (Run: r.GetGuid(0), Task: new DueTaskRun(r.GetGuid(1), r.GetInt32(2), r.GetGuid(3), r.TextOrNull(4), r.JsonOrNull(5))),
            ("ids", ids), ("due", now - DueRuns.TaskDelay))).ToLookup(t => t.Run, t => t.Task);
        var runs = await session.QueryAsync(
            $"""
            select r.id, r.version, r.name, r.state, r.scheduled_start_time, r.serialized_state, r.parameters, r.run_config, r.labels,
              f.id, f.name, f.version, f.core_version, f.storage, f.environment
            from flow_run r join flow f on f.id = r.flow_id where {session.Dialect.In("r.id", "@ids")}
            """,
            r => Read(r, claims, tasks), ("ids", ids));
        var byId = runs.ToDictionary(r => r.Id);
        return [.. ids.Select(id => byId[id])];
    }

    private static ClaimedRun Read(DbDataReader row, IReadOnlyDictionary<Guid, Guid> claims, ILookup<Guid, DueTaskRun> tasks)
    {
        var id = row.GetGuid(0);
        return new(id, claims[id], row.GetInt32(1), row.TextOrNull(2), row.TextOrNull(3), row.TimeOrNull(4))
        {
            SerializedState = row.JsonOrNull(5),
            Parameters = row.JsonOrNull(6),
            RunConfig = row.JsonOrNull(7),
            Labels = Stores.Labels.From(row.TextOrNull(8)) ?? [],
            Flow = new(row.GetGuid(9), row.TextOrNull(10), row.GetInt32(11), row.TextOrNull(12), row.JsonOrNull(13), row.JsonOrNull(14)),
            TaskRuns = [.. tasks[id]],
        };
    }
}

/// <summary>The flow of a claimed run.</summary>
internal sealed record ClaimedFlow(Guid Id, string? Name, int Version, string? CoreVersion, JsonText? Storage, JsonText? Environment);

/// <summary>A task run whose time has come again.</summary>
internal sealed record DueTaskRun(Guid Id, int Version, Guid TaskId, string? State, JsonText? SerializedState);
