using System.Collections.Concurrent;
using Flows.Client;
using Flows.Engine;
using Flows.Graph;
using Flows.States;
using Flows.Wire;

namespace Flows.Backend;

/// <summary>
/// The run store that is the server. Only Running states carry the version that this process knows, all others go without
/// (contract section 2.6), so that a run which somebody else has moved on is not started twice where the server locks versions.
/// </summary>
/// <param name="client">The server.</param>
/// <param name="run">The flow run as it was when this process began.</param>
/// <param name="beforeEnd">Awaited before the flow run's end is stored: who waits for the end then finds all that the run logged.</param>
internal sealed class ServerRunStore(FlowsClient client, FlowRunInfo run, Func<Task> beforeEnd) : IRunStore
{
    private readonly Dictionary<string, FlowTaskRunInfo> known = run.TaskRuns.DistinctBy(t => t.Slug).ToDictionary(t => t.Slug);
    private readonly ConcurrentDictionary<string, int> versions = new(run.TaskRuns.Select(t => KeyValuePair.Create(t.Id, t.Version)));
    private IReadOnlyDictionary<string, string>? taskIds;

    public ValueTask<FlowRunFacts> GetFlowRunAsync(CancellationToken cancellationToken) => new(new FlowRunFacts
    {
        Id = run.Id,
        Name = run.Name,
        State = run.State,
        Parameters = run.Parameters.ToDictionary(p => p.Key, p => (object?)p.Value),
        Context = run.Context.ToDictionary(p => p.Key, p => JsonValues.Read(p.Value)),
        ScheduledStartTime = run.ScheduledStartTime,
        FlowId = run.FlowId,
        ProjectName = run.ProjectName,
        Version = run.Version,
    });

    public async ValueTask<State> SetFlowRunStateAsync(State state, CancellationToken cancellationToken)
    {
        if (state.IsFinished) await beforeEnd().ConfigureAwait(false);
        return await StoreAsync(client.SetFlowRunStateAsync(run.Id, state, state is Running and not Cancelling ? run.Version : null, cancellationToken)).ConfigureAwait(false);
    }

    /// <summary>The runs of tasks came with the flow run; those of children are found or made one by one.</summary>
    public async ValueTask<TaskRunFacts> GetTaskRunAsync(string slug, int? mapIndex, CancellationToken cancellationToken)
    {
        if (mapIndex is null && known.TryGetValue(slug, out var info)) return new TaskRunFacts(info.Id, slug, null, info.State);
        var found = await StoreAsync(FindAsync(slug, mapIndex, cancellationToken)).ConfigureAwait(false);
        versions[found.Id] = found.Version;
        return new TaskRunFacts(found.Id, slug, mapIndex, found.State);
    }

    public ValueTask<State> SetTaskRunStateAsync(TaskRunFacts taskRun, State state, CancellationToken cancellationToken)
    {
        // The version is known for the first Running of this process; after that the server counts on, and null says so.
        int? version = state is Running and not Cancelling && versions.TryRemove(taskRun.Id!, out var first) ? first : null;
        return StoreAsync(client.SetTaskRunStateAsync(taskRun.Id!, state, version, cancellationToken));
    }

    public async ValueTask SetTaskRunNameAsync(TaskRunFacts taskRun, string name, CancellationToken cancellationToken)
    {
        try
        {
            await client.SetTaskRunNameAsync(taskRun.Id!, name, cancellationToken).ConfigureAwait(false);
        }
        catch (FlowsClientException e)
        {
            throw new RunStoreException(e.Message, e);
        }
    }

    public ValueTask<IReadOnlyList<Cached>> GetCachedAsync(FlowNode task, DateTimeOffset since, CancellationToken cancellationToken) =>
        StoreAsync(ListCachedAsync(task, since, cancellationToken));

    public async ValueTask<string?> SetArtifactAsync(TaskRunFacts taskRun, string? id, TaskArtifact? artifact, CancellationToken cancellationToken)
    {
        try
        {
            if (artifact is not null && id is null)
                return await client.CreateTaskRunArtifactAsync(taskRun.Id!, artifact.WireKind, artifact.Data, cancellationToken).ConfigureAwait(false);
            if (artifact is not null) await client.UpdateTaskRunArtifactAsync(id!, artifact.Data, cancellationToken).ConfigureAwait(false);
            else if (id is not null) await client.DeleteTaskRunArtifactAsync(id, cancellationToken).ConfigureAwait(false);
            return artifact is null ? null : id;
        }
        catch (FlowsClientException e)
        {
            throw new RunStoreException(e.Message, e);
        }
    }

    private async Task<TaskRunInfo> FindAsync(string slug, int? mapIndex, CancellationToken cancellationToken)
    {
        var taskId = await FindTaskIdAsync(slug, cancellationToken).ConfigureAwait(false);
        return await client.GetOrCreateTaskRunAsync(run.Id, taskId, mapIndex, cancellationToken).ConfigureAwait(false);
    }

    private async Task<string> FindTaskIdAsync(string slug, CancellationToken cancellationToken)
    {
        if (known.GetValueOrDefault(slug) is { } found) return found.TaskId;

        // A run that was created before its tasks were registered came without task runs.
        taskIds ??= await client.GetTaskIdsAsync(run.FlowId, cancellationToken).ConfigureAwait(false);
        return taskIds.GetValueOrDefault(slug) ?? throw new RunStoreException($"Task '{slug}' is not part of the registered flow; register the flow again, so that server and program agree.");
    }

    private async Task<IReadOnlyList<Cached>> ListCachedAsync(FlowNode task, DateTimeOffset since, CancellationToken cancellationToken) => await client.ListCachedStatesAsync(
        await FindTaskIdAsync(task.Slug, cancellationToken).ConfigureAwait(false), task.Options.CacheKey, since, cancellationToken).ConfigureAwait(false);

    private static async ValueTask<T> StoreAsync<T>(Task<T> call)
    {
        try
        {
            return await call.ConfigureAwait(false);
        }
        catch (FlowsClientException e)
        {
            throw new RunStoreException(e.Message, e);
        }
    }
}
