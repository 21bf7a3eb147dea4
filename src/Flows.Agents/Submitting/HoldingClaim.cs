using Flows.Client;
using Flows.Client.Agents;
using Microsoft.Extensions.Logging;

namespace Flows.Agents.Submitting;

/// <summary>
/// Keeps the claim on a run alive while it is being started, which takes minutes when an image is pulled; and notices when the run has been given to
/// others, because this agent was not heard of for too long, or has been cancelled. From the first state of its process on the process does that itself.
/// </summary>
[System.Diagnostics.CodeAnalysis.SuppressMessage("Usage", "CA2213", Justification = "The client for the claim is the agent's own with one more header; the agent disposes it.")]
internal sealed class HoldingClaim(FlowsClient client, QueuedFlowRun run, ILogger log, TimeProvider time) : IDisposable
{
    private readonly FlowsClient holder = client.ForClaim(run.Claim);
    private readonly CancellationTokenSource lost = new();
    private ITimer? timer;

    /// <summary>Cancelled when the run is not this agent's any more.</summary>
    public CancellationToken Lost => lost.Token;

    /// <summary>Begins to renew the claim, if there is one.</summary>
    public void Begin()
    {
        if (run.Claim is not null) timer = time.CreateTimer(_ => _ = RenewAsync(), null, run.Lease / 3, run.Lease / 3);
    }

    public void Dispose()
    {
        timer?.Dispose();
        lost.Dispose();
    }

    private async Task RenewAsync()
    {
        try
        {
            await holder.UpdateFlowRunHeartbeatAsync(run.Id, CancellationToken.None);
        }
        catch (FlowsClientException e) when (e.Error == FlowsClientError.StateUpdateFailed)
        {
            Lose();
        }
        catch (FlowsClientException e)
        {
            log.LogDebug("The claim on flow run {Name} was not renewed: {Message}", run.Name, e.Message);
        }
    }

    private void Lose()
    {
        try
        {
            lost.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // The start has ended meanwhile; its process is told itself.
        }
    }
}
