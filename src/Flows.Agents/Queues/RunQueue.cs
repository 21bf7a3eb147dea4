using Flows.Client;
using Flows.Client.Agents;

namespace Flows.Agents.Queues;

/// <summary>Where an agent's runs come from: asks for the ids of due runs and then for what is known of them, as the protocol has it.</summary>
internal sealed class RunQueue(FlowsClient client, AgentOptions options, TimeProvider time)
{
    /// <summary>Asks once for runs that are due soon.</summary>
    /// <param name="busy">Ids of runs that this agent is submitting already.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>The runs, the one that starts first at the front.</returns>
    public async Task<IReadOnlyList<QueuedFlowRun>> TakeAsync(IReadOnlySet<string> busy, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var ids = await client.GetRunsInQueueAsync(now + options.Prefetch, options.Labels, cancellationToken);
        var free = ids.Where(id => !busy.Contains(id)).ToList();
        if (free.Count == 0) return [];
        var runs = await client.GetFlowRunsToSubmitAsync(free, now - options.RetryPickUpDelay, cancellationToken);
        return [.. runs.OrderBy(r => r.StartTime ?? DateTimeOffset.MinValue)];
    }
}
