using System.Text.Json;
using Flows.States;
using Flows.Wire;

namespace Flows.Client;

public sealed partial class FlowsClient
{
    private const string StatesSelection = "states {\n            id\n            status\n            message\n        }";

    /// <summary>Creates a flow run.</summary>
    /// <param name="input">What to run.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>The run's id.</returns>
    public async Task<string> CreateFlowRunAsync(CreateFlowRunInput input, CancellationToken cancellationToken = default) =>
        IdOf(await MutateAsync("create_flow_run", input, ClientJson.Default.CreateFlowRunInput, "id", cancellationToken).ConfigureAwait(false));

    /// <summary>Asks for the end of a run: an unfinished one becomes Cancelled, a running one Cancelling until its process stops.</summary>
    /// <param name="flowRunId">The run's id.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>The name of the run's state after the call.</returns>
    public async Task<string> CancelFlowRunAsync(string flowRunId, CancellationToken cancellationToken = default)
    {
        var answer = await MutateAsync("cancel_flow_run", new FlowRunInput(flowRunId), ClientJson.Default.FlowRunInput, "state", cancellationToken).ConfigureAwait(false);
        return Field(answer, "state").GetString() ?? "";
    }

    /// <summary>Stores a state of a flow run.</summary>
    /// <param name="flowRunId">The run's id.</param>
    /// <param name="state">The state.</param>
    /// <param name="version">The version of the run that the caller knows; null means any.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>The state to go on with: the same, or Queued when the server asks to wait.</returns>
    public async Task<State> SetFlowRunStateAsync(string flowRunId, State state, int? version = null, CancellationToken cancellationToken = default)
    {
        var input = new SetFlowRunStatesInput([new FlowRunStateInput(StateJson.Write(state), flowRunId, version)]);
        var answer = await MutateAsync("set_flow_run_states", input, ClientJson.Default.SetFlowRunStatesInput, StatesSelection, cancellationToken).ConfigureAwait(false);
        return Accepted(answer, state);
    }

    /// <summary>Says that the process of a flow run is alive, which renews its claim.</summary>
    /// <param name="flowRunId">The run's id.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>When the server has it.</returns>
    public Task UpdateFlowRunHeartbeatAsync(string flowRunId, CancellationToken cancellationToken = default) => transport.SendAsync(
        $"mutation {{\n    update_flow_run_heartbeat(input: {{ flow_run_id: {GraphQLText.Quote(flowRunId)} }}) {{\n        success\n    }}\n}}", "null", new(flowRunId, claim), cancellationToken);

    private State Accepted(JsonElement answer, State state)
    {
        var first = Field(answer, "states").EnumerateArray().FirstOrDefault();
        if (first.ValueKind != JsonValueKind.Object || !first.TryGetProperty("status", out var status) || status.GetString() != "QUEUED") return state;
        var message = first.TryGetProperty("message", out var text) ? text.GetString() : null;
        return new Queued { Inner = state, Message = message, StartTime = Clock.GetUtcNow() + options.QueueInterval };
    }
}

internal sealed record FlowRunInput(string FlowRunId);

internal sealed record SetFlowRunStatesInput(IReadOnlyList<FlowRunStateInput> States);

internal sealed record FlowRunStateInput(JsonElement State, string FlowRunId, int? Version);
