using Flows.Client.Queries;

namespace Flows.Client;

/// <content>Why a run does not run.</content>
public sealed partial class FlowsClient
{
    private const string Waiting = "waiting_reason";

    /// <summary>Asks why a flow run does not run, and what to do about it.</summary>
    /// <param name="flowRunId">The run.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>The reason; null when the run runs or has run, and of a server that does not tell.</returns>
    /// <exception cref="FlowsClientException">The server could not be reached.</exception>
    public async Task<WaitingReason?> GetWaitingReasonAsync(string flowRunId, CancellationToken cancellationToken = default)
    {
        try
        {
            var data = await ExecuteAsync(
                $"query {{\n    flow_run_by_pk(id: {GraphQLText.Quote(flowRunId)}) {{\n        {Waiting} {{ code message advice }}\n    }}\n}}", cancellationToken).ConfigureAwait(false);
            return Find(data, "flow_run_by_pk") is { } run && Find(run, Waiting) is { } reason
                ? new(TextOf(reason, "code"), TextOf(reason, "message"), TextOf(reason, "advice"))
                : null;
        }
        catch (FlowsClientException e) when (e.Error is (FlowsClientError.Refused or FlowsClientError.NotFound) && e.Message.Contains(Waiting, StringComparison.Ordinal))
        {
            // A server of the original has no such field.
            return null;
        }
    }
}
