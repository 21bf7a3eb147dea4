using System.Text.Json;
using Flows.Client.Agents;
using Flows.Wire;

namespace Flows.Client;

/// <content>What agents say.</content>
public sealed partial class FlowsClient
{
    /// <summary>Makes an agent known, or finds it again when type, name and labels are the same; later calls carry its id.</summary>
    /// <param name="type">The kind of agent, for example <c>DockerAgent</c>.</param>
    /// <param name="name">Its name.</param>
    /// <param name="labels">Its labels.</param>
    /// <param name="agentConfigId">The id of the configuration that the agent belongs to; null for none.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>The agent's id.</returns>
    /// <exception cref="FlowsClientException">The server could not be reached or refused the agent.</exception>
    public async Task<string> RegisterAgentAsync(string type, string name, IReadOnlyList<string> labels, string? agentConfigId = null, CancellationToken cancellationToken = default)
    {
        var tenant = await GetTenantIdAsync(cancellationToken).ConfigureAwait(false);
        var answer = await MutateAsync(
            "register_agent", new RegisterAgentInput(type, name, labels, tenant, agentConfigId), AgentJson.Default.RegisterAgentInput, "id", cancellationToken).ConfigureAwait(false);
        return AgentId = IdOf(answer);
    }

    /// <summary>Asks for the ids of runs that are due; the server notes that the agent lives.</summary>
    /// <param name="before">Only runs that start before this instant.</param>
    /// <param name="labels">The agent's labels.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>The ids, at most 25.</returns>
    /// <exception cref="FlowsClientException">The server could not be reached.</exception>
    public async Task<IReadOnlyList<string>> GetRunsInQueueAsync(DateTimeOffset before, IReadOnlyList<string> labels, CancellationToken cancellationToken = default)
    {
        var tenant = await GetTenantIdAsync(cancellationToken).ConfigureAwait(false);
        var input = new RunsInQueueInput(WireTime.Format(before), labels, tenant);
        var answer = await MutateAsync("get_runs_in_queue", input, AgentJson.Default.RunsInQueueInput, "flow_run_ids", cancellationToken).ConfigureAwait(false);
        return [.. Field(answer, "flow_run_ids").EnumerateArray().Select(id => id.ToString())];
    }

    /// <summary>Reads what an agent needs to start runs. Runs that have been taken meanwhile are left out.</summary>
    /// <param name="flowRunIds">The runs.</param>
    /// <param name="dueBefore">Task runs of a running flow run count as due when their start time is not after this instant.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>The runs.</returns>
    /// <exception cref="FlowsClientException">The server could not be reached.</exception>
    public async Task<IReadOnlyList<QueuedFlowRun>> GetFlowRunsToSubmitAsync(
        IReadOnlyList<string> flowRunIds, DateTimeOffset dueBefore, CancellationToken cancellationToken = default)
    {
        var data = await ExecuteAsync(
            """
            query($ids: [uuid!]!, $due: timestamptz!) {
                flow_run(where: { id: { _in: $ids }, _or: [{ state: { _eq: "Scheduled" } }, { state: { _eq: "Running" }, task_runs: { state_start_time: { _lte: $due } } }] }) {
                    id version state serialized_state run_config name
                    flow { id name storage version core_version }
                    task_runs(where: { state_start_time: { _lte: $due } }) { id version task_id serialized_state }
                }
            }
            """,
            new DueRunsVariables(flowRunIds, WireTime.Format(dueBefore)), AgentJson.Default.DueRunsVariables, cancellationToken).ConfigureAwait(false);
        return [.. Items(data, "flow_run").Select(ReadQueuedRun)];
    }

    /// <summary>Tells whether a running flow run has task runs that wait: for a time, such as that of a late retry, or for a person who resumes them.</summary>
    /// <param name="flowRunId">The run.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>Whether the flow run is to be started again for them, sooner or later.</returns>
    /// <exception cref="FlowsClientException">The server could not be reached.</exception>
    public async Task<bool> HasWaitingTaskRunsAsync(string flowRunId, CancellationToken cancellationToken = default)
    {
        var data = await ExecuteAsync(
            """
            query($id: uuid!) {
                task_run(where: { flow_run_id: { _eq: $id }, flow_run: { state: { _eq: "Running" } }, _or: [ { state_start_time: { _is_null: false } }, { state: { _eq: "Paused" } } ] }) { id }
            }
            """,
            new RunIdVariables(flowRunId), AgentJson.Default.RunIdVariables, cancellationToken).ConfigureAwait(false);
        return Items(data, "task_run").Any();
    }

    private QueuedFlowRun ReadQueuedRun(JsonElement run)
    {
        var flow = Field(run, "flow");
        string? unreadable = null;
        return new()
        {
            Id = IdOf(run),
            Name = TextOf(run, "name"),
            Version = Field(run, "version").GetInt32(),
            State = StateOf(run),
            RunConfig = Read("run config", Find(run, "run_config"), RunConfigDocument.FromJson, ref unreadable),
            Flow = new()
            {
                Id = IdOf(flow),
                Name = TextOf(flow, "name"),
                Version = Field(flow, "version").GetInt32(),
                Storage = Read("storage", Find(flow, "storage"), StorageDocument.FromJson, ref unreadable),
                CoreVersion = Find(flow, "core_version")?.GetString(),
            },
            TaskRuns = [.. Items(run, "task_runs").Select(t => new QueuedTaskRun(IdOf(t), Field(t, "version").GetInt32(), StateOf(t)))],
            Unreadable = unreadable,
        };
    }

    /// <summary>Reads a document that anybody may have written: a bad one is a fact about its run, not an error of the whole call.</summary>
    private static T? Read<T>(string what, JsonElement? json, Func<JsonElement, T> read, ref string? unreadable) where T : class
    {
        try
        {
            return json is { } document ? read(document) : null;
        }
        catch (JsonException e)
        {
            unreadable = $"The run's {what} is not understood: {e.Message}";
            return null;
        }
    }
}
