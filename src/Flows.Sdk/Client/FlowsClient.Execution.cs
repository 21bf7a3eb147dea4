namespace Flows.Client;

public sealed partial class FlowsClient
{
    /// <summary>What was registered of the flow that a flow run is of. Its JSON is read once for each start of a process, so it comes whole.</summary>
    /// <exception cref="FlowsClientException">There is no such run (<see cref="FlowsClientError.NotFound"/>), or the call failed.</exception>
    internal async Task<RegisteredFlow> GetRegisteredFlowAsync(string flowRunId, CancellationToken cancellationToken)
    {
        var data = await ExecuteAsync(
            $$"""
            query {
                flow_run_by_pk(id: {{GraphQLText.Quote(flowRunId)}}) {
                    flow {
                        name
                        settings
                        serialized_flow
                    }
                }
            }
            """, cancellationToken).ConfigureAwait(false);
        if (Find(data, "flow_run_by_pk") is not { } run) throw NotFound("flow run", flowRunId);
        var flow = Field(run, "flow");
        return new RegisteredFlow(
            Field(flow, "name").GetString() ?? "",
            Find(flow, "serialized_flow") is { } document && Find(document, "flows") is { } facts ? Find(facts, "graph_hash")?.GetString() : null,
            Find(flow, "settings") is not { } settings || Find(settings, "heartbeat_enabled") is not { ValueKind: System.Text.Json.JsonValueKind.False });
    }
}

/// <summary>A registered flow, as far as a process that runs it must know it.</summary>
/// <param name="Name">The flow's name.</param>
/// <param name="GraphHash">The hash of its graph; null when it was not registered by Flows.</param>
/// <param name="HeartbeatEnabled">Whether heartbeats are wanted.</param>
internal sealed record RegisteredFlow(string Name, string? GraphHash, bool HeartbeatEnabled);
