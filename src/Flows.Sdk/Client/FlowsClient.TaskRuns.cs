using System.Text.Json;
using Flows.States;
using Flows.Wire;

namespace Flows.Client;

public sealed partial class FlowsClient
{
    /// <summary>Stores a state of a task run.</summary>
    /// <param name="taskRunId">The run's id.</param>
    /// <param name="state">The state.</param>
    /// <param name="version">The version of the run that the caller knows; null means any.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>The state to go on with: the same, or Queued when the server asks to wait.</returns>
    public async Task<State> SetTaskRunStateAsync(string taskRunId, State state, int? version = null, CancellationToken cancellationToken = default)
    {
        var input = new SetTaskRunStatesInput([new TaskRunStateInput(StateJson.Write(state), taskRunId, version)]);
        var answer = await MutateAsync("set_task_run_states", input, ClientJson.Default.SetTaskRunStatesInput, StatesSelection, cancellationToken).ConfigureAwait(false);
        return Accepted(answer, state);
    }

    /// <summary>Resumes a task run that is paused: an agent then goes on with its flow run.</summary>
    /// <param name="taskRunId">The run's id.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>When the server has it.</returns>
    public Task ResumeTaskRunAsync(string taskRunId, CancellationToken cancellationToken = default) =>
        SetTaskRunStateAsync(taskRunId, new Resume { StartTime = Clock.GetUtcNow(), Message = "Resumed." }, version: null, cancellationToken);

    /// <summary>Gives a task run a name of its own.</summary>
    /// <param name="taskRunId">The run's id.</param>
    /// <param name="name">The name.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>When the server has it.</returns>
    public Task SetTaskRunNameAsync(string taskRunId, string name, CancellationToken cancellationToken = default) =>
        MutateAsync("set_task_run_name", new SetTaskRunNameInput(taskRunId, name), ClientJson.Default.SetTaskRunNameInput, "success", cancellationToken);

    /// <summary>Finds or makes the run of a task.</summary>
    /// <param name="flowRunId">The flow run's id.</param>
    /// <param name="taskId">The task's id.</param>
    /// <param name="mapIndex">Which child of a mapped task; null for the task itself.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>The task run.</returns>
    public async Task<TaskRunInfo> GetOrCreateTaskRunAsync(string flowRunId, string taskId, int? mapIndex, CancellationToken cancellationToken = default)
    {
        var data = await ExecuteAsync(
            $$"""
            mutation {
                get_or_create_task_run_info(input: { flow_run_id: {{GraphQLText.Quote(flowRunId)}}, task_id: {{GraphQLText.Quote(taskId)}}, map_index: {{mapIndex ?? -1}} }) {
                    id
                    version
                    serialized_state
                }
            }
            """, cancellationToken).ConfigureAwait(false);
        var run = Field(data, "get_or_create_task_run_info");
        return new TaskRunInfo(IdOf(run), Field(run, "version").GetInt32(), StateOf(run));
    }

    /// <summary>Lists the cached states of a task, or of all tasks with a cache key: the newest hundred, the newest first.</summary>
    /// <param name="taskId">The task's id; it does not count where a key is given.</param>
    /// <param name="cacheKey">The cache key; null for the task's own.</param>
    /// <param name="since">Leaves out what was cached before.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>The states, without their values.</returns>
    public async Task<IReadOnlyList<Cached>> ListCachedStatesAsync(string taskId, string? cacheKey, DateTimeOffset since, CancellationToken cancellationToken = default)
    {
        var whose = cacheKey is null ? $"task_id: {{ _eq: {GraphQLText.Quote(taskId)} }}" : $"cache_key: {{ _eq: {GraphQLText.Quote(cacheKey)} }}";
        var data = await ExecuteAsync(
            $$"""
            query {
                task_run(where: { state: { _eq: "Cached" }, state_timestamp: { _gte: {{GraphQLText.Quote(WireTime.Format(since))}} }, {{whose}} }, order_by: { state_timestamp: desc }, limit: 100) {
                    serialized_state
                }
            }
            """, cancellationToken).ConfigureAwait(false);
        return [.. Field(data, "task_run").EnumerateArray().Select(StateOf).OfType<Cached>()];
    }

    /// <summary>The ids of a flow's tasks by slug.</summary>
    internal async Task<IReadOnlyDictionary<string, string>> GetTaskIdsAsync(string flowId, CancellationToken cancellationToken)
    {
        var data = await ExecuteAsync(
            $"query {{\n    task(where: {{ flow_id: {{ _eq: {GraphQLText.Quote(flowId)} }} }}) {{\n        id\n        slug\n    }}\n}}", cancellationToken).ConfigureAwait(false);
        return Field(data, "task").EnumerateArray().ToDictionary(t => Field(t, "slug").GetString() ?? "", IdOf);
    }
}

internal sealed record SetTaskRunStatesInput(IReadOnlyList<TaskRunStateInput> States);

internal sealed record TaskRunStateInput(JsonElement State, string TaskRunId, int? Version);

internal sealed record SetTaskRunNameInput(string TaskRunId, string Name);
