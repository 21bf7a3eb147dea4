using Flows.Client;
using Flows.Engine;
using Flows.States;

namespace Flows.Backend;

/// <summary>
/// Stops the run when the process is told to end (SIGTERM). That happens because somebody cancelled the run, which the server then
/// knows, or because the machine goes away.
/// </summary>
internal sealed class TerminationWatch : IAsyncDisposable
{
    /// <summary>How long the server may take to say which it is.</summary>
    private static readonly TimeSpan AskFor = TimeSpan.FromSeconds(5);

    private readonly FlowsClient client;
    private readonly string flowRunId;
    private readonly RunStop stop;
    private readonly TimeProvider time;
    private readonly CancellationTokenRegistration registration;
    private Task stopping = Task.CompletedTask;

    public TerminationWatch(FlowsClient client, string flowRunId, RunStop stop, TimeProvider time, CancellationToken terminate)
    {
        (this.client, this.flowRunId, this.stop, this.time) = (client, flowRunId, stop, time);
        registration = terminate.Register(() => stopping = StopAsync());
    }

    public async ValueTask DisposeAsync()
    {
        await registration.DisposeAsync().ConfigureAwait(false);
        await stopping.ConfigureAwait(false);
    }

    private async Task StopAsync()
    {
        State end = new Failed { Message = "Stopped by SIGTERM" };
        try
        {
            using var limit = new CancellationTokenSource(AskFor, time);
            if (CancellationWatch.IsCancelled(await client.GetFlowRunStateAsync(flowRunId, limit.Token).ConfigureAwait(false))) end = CancellationWatch.Cancelled;
        }
        catch (Exception e) when (e is FlowsClientException or OperationCanceledException)
        {
            // It cannot be known; that the process was stopped is true in any case.
        }

        stop.Request(end);
    }
}
