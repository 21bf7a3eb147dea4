using Flows.Client;

namespace Flows.Agents.Queues;

/// <summary>
/// Claims runs, each for this agent alone, and has the server wait for them; of a server that does not know claims it asks the queue of the protocol.
/// </summary>
internal sealed class ClaimSource(FlowsClient client, AgentOptions options, TimeProvider time) : IRunSource
{
    private readonly RunQueue queue = new(client, options, time);

    /// <summary>Whether the server knows claims; asked again whenever it may be another one.</summary>
    private bool isKnown = true;

    public async Task<Found> TakeAsync(IReadOnlySet<string> busy, int free, CancellationToken cancellationToken)
    {
        if (!isKnown) return await queue.TakeAsync(busy, free, cancellationToken);
        // An agent that is to end after some polls does not wait for runs of later.
        var wait = options.MaxPolls is null ? options.ClaimWait : TimeSpan.Zero;
        var began = time.GetTimestamp();
        if (await client.ClaimFlowRunsAsync(options.Labels, free, wait, cancellationToken) is { } runs)
            // A server that answers before its time is asked less often.
            return new(runs, HasWaited: wait > TimeSpan.Zero && time.GetElapsedTime(began) >= wait / 2);
        isKnown = false;
        return await queue.TakeAsync(busy, free, cancellationToken);
    }

    /// <summary>Says that the server was away: it may have been updated.</summary>
    public void AskAgain() => isKnown = true;
}
