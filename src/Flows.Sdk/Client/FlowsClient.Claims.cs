using Flows.Client.Agents;

namespace Flows.Client;

/// <content>How an agent of Flows gets its runs.</content>
public sealed partial class FlowsClient
{
    private const string Claims = "claim_flow_runs";

    /// <summary>
    /// Claims runs that are due: each is this agent's until its lease ends, with all that is needed to start it. When nothing is due the server waits for
    /// a run, and answers as soon as there is one.
    /// </summary>
    /// <param name="labels">The agent's labels.</param>
    /// <param name="limit">How many runs at most, 1 to 100.</param>
    /// <param name="wait">How long the server may wait; at most two thirds of the client's own patience.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>The runs, the longest due first; null when the server is one that does not know claims.</returns>
    /// <exception cref="FlowsClientException">The server could not be reached.</exception>
    public async Task<IReadOnlyList<QueuedFlowRun>?> ClaimFlowRunsAsync(
        IReadOnlyList<string> labels, int limit, TimeSpan wait, CancellationToken cancellationToken = default)
    {
        var tenant = await GetTenantIdAsync(cancellationToken).ConfigureAwait(false);
        var seconds = (int)Math.Min(wait.TotalSeconds, options.Timeout.TotalSeconds * 2 / 3);
        try
        {
            var answer = await MutateAsync(
                Claims, new ClaimInput(tenant, AgentId, labels, limit, seconds), AgentJson.Default.ClaimInput,
                """
                runs {
                            id claim lease_seconds version serialized_state run_config name
                            flow { id name storage version core_version }
                            task_runs { id version serialized_state }
                        }
                """, cancellationToken).ConfigureAwait(false);
            return [.. Items(answer, "runs").Select(r => ReadQueuedRun(r) with
            {
                Claim = TextOf(r, "claim"),
                Lease = TimeSpan.FromSeconds(Field(r, "lease_seconds").GetInt32()),
            })];
        }
        catch (FlowsClientException e) when (e.Error == FlowsClientError.Refused && e.Message.Contains(Claims, StringComparison.Ordinal))
        {
            // The only refusal that names the mutation or its input is that it does not exist.
            return null;
        }
    }

    /// <summary>Gives a claimed run back that this holder (see <see cref="ForClaim"/>) does not go on with, so that others can have it at once.</summary>
    /// <param name="flowRunId">The run's id.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>When the server has it.</returns>
    /// <exception cref="FlowsClientException">The server could not be reached.</exception>
    public Task ReleaseFlowRunAsync(string flowRunId, CancellationToken cancellationToken = default) =>
        MutateAsync("release_flow_run", new FlowRunInput(flowRunId), ClientJson.Default.FlowRunInput, "success", cancellationToken);
}
