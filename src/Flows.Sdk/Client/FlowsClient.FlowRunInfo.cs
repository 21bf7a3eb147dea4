using System.Text.Json;
using Flows.States;
using Flows.Wire;

namespace Flows.Client;

public sealed partial class FlowsClient
{
    /// <summary>What a process needs to know of a flow run.</summary>
    /// <param name="flowRunId">The run's id.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>The run.</returns>
    /// <exception cref="FlowsClientException">There is no such run (<see cref="FlowsClientError.NotFound"/>), or the call failed.</exception>
    public async Task<FlowRunInfo> GetFlowRunInfoAsync(string flowRunId, CancellationToken cancellationToken = default)
    {
        var data = await ExecuteAsync(
            $$"""
            query {
                flow_run_by_pk(id: {{GraphQLText.Quote(flowRunId)}}) {
                    id
                    name
                    flow_id
                    parameters
                    context
                    version
                    scheduled_start_time
                    serialized_state
                    task_runs(where: { map_index: { _eq: -1 } }) {
                        id
                        task {
                            id
                            slug
                        }
                        version
                        serialized_state
                    }
                    flow {
                        project {
                            name
                            id
                        }
                    }
                }
            }
            """, cancellationToken).ConfigureAwait(false);
        if (Find(data, "flow_run_by_pk") is not { } run) throw NotFound("flow run", flowRunId);
        return new FlowRunInfo
        {
            Id = IdOf(run),
            Name = Find(run, "name")?.GetString() ?? "",
            FlowId = Field(run, "flow_id").GetString() ?? "",
            ProjectName = Find(run, "flow") is { } flow && Find(flow, "project") is { } project ? Find(project, "name")?.GetString() : null,
            Version = Field(run, "version").GetInt32(),
            State = StateOf(run),
            Parameters = Map(Find(run, "parameters")),
            Context = Map(Find(run, "context")),
            ScheduledStartTime = Find(run, "scheduled_start_time")?.GetString() is { } time ? WireTime.Parse(time) : null,
            TaskRuns = [.. Field(run, "task_runs").EnumerateArray().Select(ReadTaskRun)],
        };
    }

    /// <summary>Where a flow run stands.</summary>
    /// <param name="flowRunId">The run's id.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>Its state.</returns>
    /// <exception cref="FlowsClientException">There is no such run (<see cref="FlowsClientError.NotFound"/>), or the call failed.</exception>
    public async Task<State> GetFlowRunStateAsync(string flowRunId, CancellationToken cancellationToken = default)
    {
        var data = await ExecuteAsync(
            $"query {{\n    flow_run_by_pk(id: {GraphQLText.Quote(flowRunId)}) {{\n        serialized_state\n    }}\n}}", cancellationToken).ConfigureAwait(false);
        return Find(data, "flow_run_by_pk") is { } run ? StateOf(run) : throw NotFound("flow run", flowRunId);
    }

    private FlowTaskRunInfo ReadTaskRun(JsonElement run)
    {
        var task = Field(run, "task");
        return new FlowTaskRunInfo(IdOf(run), IdOf(task), Field(task, "slug").GetString() ?? "", Field(run, "version").GetInt32(), StateOf(run));
    }

    private State StateOf(JsonElement run)
    {
        try
        {
            return Find(run, "serialized_state") is { } state ? StateJson.Read(state, Clock) : new Pending();
        }
        catch (JsonException e)
        {
            throw new FlowsClientException(FlowsClientError.InvalidAnswer, $"The server at {Api} answered with a state that cannot be read: {e.Message}", e);
        }
    }

    private static Dictionary<string, JsonElement> Map(JsonElement? json) =>
        json is { ValueKind: JsonValueKind.Object } map ? map.EnumerateObject().ToDictionary(p => p.Name, p => p.Value) : [];

    private static JsonElement? Find(JsonElement json, string key) =>
        json.ValueKind == JsonValueKind.Object && json.TryGetProperty(key, out var value) && value.ValueKind is not JsonValueKind.Null ? value : null;
}
