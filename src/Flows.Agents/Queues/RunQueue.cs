using Flows.Client;

namespace Flows.Agents.Queues;

/// <summary>The queue of the protocol: asks for the ids of due runs and then for what is known of them.</summary>
internal sealed class RunQueue(FlowsClient client, AgentOptions options, TimeProvider time) : IRunSource
{
    // What is taken ahead of its time waits for it here, so a full agent asks all the same.
    public async Task<Found> TakeAsync(IReadOnlySet<string> busy, int free, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var ids = await client.GetRunsInQueueAsync(now + options.Prefetch, options.Labels, cancellationToken);
        var others = ids.Where(id => !busy.Contains(id)).ToList();
        if (others.Count == 0) return new([]);
        var runs = await client.GetFlowRunsToSubmitAsync(others, now - options.RetryPickUpDelay, cancellationToken);
        return new([.. runs.OrderBy(r => r.StartTime ?? DateTimeOffset.MinValue)]);
    }
}
