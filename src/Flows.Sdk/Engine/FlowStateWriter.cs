using Flows.States;
using Microsoft.Extensions.Logging;

namespace Flows.Engine;

/// <summary>Moves a flow run from state to state: the flow's handlers are told, then the store.</summary>
internal sealed class FlowStateWriter(FlowRunContext flow, RunProgress progress, ILogger logger)
{
    /// <summary>The run as handlers see it.</summary>
    public FlowRun Run { get; } = new(flow, progress.Nodes);

    /// <summary>Sets a state; the same state as before is no change, and nobody is told.</summary>
    /// <returns>The state to go on with: the one that was given, or another one that a handler or the store insists on.</returns>
    /// <exception cref="RunStoreException">The state could not be stored.</exception>
    public async ValueTask<State> SetAsync(State old, State next)
    {
        if (ReferenceEquals(old, next)) return next;
        if (flow.Graph.Settings.StateHandlers is { Count: > 0 } handlers) next = await CallAsync(handlers, old, next).ConfigureAwait(false);
        return await flow.Store.SetFlowRunStateAsync(next, CancellationToken.None).ConfigureAwait(false);
    }

    private async ValueTask<State> CallAsync(IReadOnlyList<StateHandler<FlowRun>> handlers, State old, State next)
    {
        var end = await HandlerCall.CallAsync(
            handlers,
            Run,
            old,
            next,
            static signal => signal.State is Looped or Retrying ? new Failed { Message = $"A flow run cannot be {signal.State.Type}: {signal.Message}" } : signal.State,
            e => logger.LogError(e, "Flow run '{Run}': Exception raised while calling state handlers", flow.Facts.Name)).ConfigureAwait(false);
        return end.State;
    }
}
