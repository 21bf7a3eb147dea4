using System.Data.Common;
using Flows.Server.Data;
using Flows.Server.Errors;
using Flows.Server.Model;
using Flows.Server.Stores.Claims;
using Flows.States;

namespace Flows.Server.Stores;

/// <summary>Task runs: made with their flow run, or one by one for the children of a mapped task.</summary>
internal sealed class TaskRuns(IDatabase database, RunStates states, Clock clock)
{
    private static readonly StoredState Created = StoredState.Of(new Pending { Message = "Task run created" });

    private static readonly string[] Columns =
    [
        "id", "tenant_id", "created", "updated", "flow_run_id", "task_id", "map_index", "cache_key", "version", "state", "state_timestamp", "state_message",
        "state_result", "serialized_state",
    ];

    /// <summary>What a runner needs to know of a task run.</summary>
    internal sealed record Info(Guid Id, int Version, string? State, JsonText? SerializedState);

    private sealed record TaskRow(Guid Id, string? CacheKey);

    /// <summary>One run for each task of a flow, as part of making its flow run.</summary>
    public async Task CreateForAsync(ISqlSession session, Guid flowRun, Guid flow, Guid tenant)
    {
        var tasks = await session.QueryAsync("select id, cache_key from task where flow_id = @flow order by id",
            r => new TaskRow(r.GetGuid(0), r.TextOrNull(1)), ("flow", flow));
        var now = clock.Now;
        var runs = tasks.Select(task => (Task: task, Run: NewRun(flowRun, tenant, now))).ToList();
        await session.InsertAsync(ServerModel.Current["task_run"], Columns, [.. runs.Select(r => Row(r.Run, r.Task, -1, now))]);
        await states.AddHistoryAsync(session, RunStates.Kind.TaskRun, runs.Select(r => r.Run));
    }

    /// <summary>The run of a task in a flow run; it is made when it is not there, and then answered with version 0.</summary>
    public Task<Info> GetOrCreateAsync(Guid flowRun, Guid task, int mapIndex, CancellationToken cancellationToken) => database.WriteAsync(
        async session =>
        {
            if (await FindAsync(session, flowRun, task, mapIndex) is { } known) return known;
            var run = await session.FindAsync("select tenant_id, flow_id from flow_run where id = @id",
                r => new { Tenant = r.GetGuid(0), Flow = r.GetGuid(1) }, ("id", flowRun))
                ?? throw new RequestException(Messages.NotFound("Flow run", flowRun), ErrorCodes.NotFound);
            var row = await session.FindAsync("select id, cache_key from task where id = @id and flow_id = @flow",
                r => new TaskRow(r.GetGuid(0), r.TextOrNull(1)), ("id", task), ("flow", run.Flow))
                ?? throw new RequestException($"Task not found: {task} is no task of the flow of flow run {flowRun}.", ErrorCodes.NotFound);
            var id = await InsertAsync(session, flowRun, row, mapIndex, run.Tenant);
            // Another server may have been faster on the unique key; then its row is the answer.
            return id is { } made ? new Info(made, 0, Created.Type, Created.Json) : (await FindAsync(session, flowRun, task, mapIndex))!;
        },
        cancellationToken);

    public Task RenameAsync(Guid id, string name, CancellationToken cancellationToken) => database.WriteAsync(
        async session => await session.ExecuteAsync("update task_run set name = @name, updated = @now where id = @id", ("name", name), ("now", clock.Now),
            ("id", id)) > 0
            ? true
            : throw new RequestException(Messages.NotFound("Task run", id), ErrorCodes.NotFound),
        cancellationToken);

    /// <exception cref="RequestException">The claim under which the process runs has ended.</exception>
    public Task HeartbeatAsync(Guid id, Guid? claim, CancellationToken cancellationToken) => database.WriteAsync(
        async session =>
        {
            await ClaimRules.EnsureCurrentAsync(session, id, claim);
            return await session.ExecuteAsync("update task_run set heartbeat = @now where id = @id", ("now", clock.Now), ("id", id));
        },
        cancellationToken);

    private static Task<Info?> FindAsync(ISqlSession session, Guid flowRun, Guid task, int mapIndex) => session.FindAsync(
        "select id, version, state, serialized_state from task_run where flow_run_id = @run and task_id = @task and map_index = @index",
        Read, ("run", flowRun), ("task", task), ("index", mapIndex));

    private static Info Read(DbDataReader row) => new(row.GetGuid(0), row.GetInt32(1), row.TextOrNull(2), row.JsonOrNull(3));

    private RunRow NewRun(Guid flowRun, Guid tenant, DateTimeOffset now)
    {
        var run = new RunRow(RunStates.Kind.TaskRun, clock.NewId(), tenant, flowRun);
        run.Apply(Created, now);
        return run;
    }

    private static object?[] Row(RunRow run, TaskRow task, int mapIndex, DateTimeOffset now) =>
    [
        run.Id, run.TenantId, now, now, run.FlowRunId, task.Id, mapIndex, task.CacheKey, run.Version, Created.Type, now, Created.State.Message, Created.Result,
        Created.Json,
    ];

    private async Task<Guid?> InsertAsync(ISqlSession session, Guid flowRun, TaskRow task, int mapIndex, Guid tenant)
    {
        var now = clock.Now;
        var run = NewRun(flowRun, tenant, now);
        var added = await session.ExecuteEachAsync(
            $"""
            insert into task_run ({string.Join(", ", Columns)}) values ({string.Join(", ", Columns.Select(c => "@" + c))})
            on conflict (flow_run_id, task_id, map_index) do nothing
            """,
            Columns, [Row(run, task, mapIndex, now)]);
        if (added == 0) return null;
        await states.AddHistoryAsync(session, RunStates.Kind.TaskRun, [run]);
        return run.Id;
    }
}
