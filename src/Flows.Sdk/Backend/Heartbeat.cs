using Flows.Client;
using Flows.Engine;
using Flows.States;
using Microsoft.Extensions.Logging;

namespace Flows.Backend;

/// <summary>
/// Tells the server that the process of a flow run is alive: once at the start, then at every interval until it is disposed. A
/// heartbeat that is not taken is logged and does not stop the run, unless others have the run now: then what this process does is of no use any more.
/// </summary>
internal sealed class Heartbeat(FlowsClient client, string flowRunId, RunStop stop, TimeSpan interval, TimeProvider time, ILogger logger) : IAsyncDisposable
{
    private PeriodicWork? work;

    public async Task StartAsync()
    {
        try
        {
            await SendAsync(CancellationToken.None).ConfigureAwait(false);
        }
        catch (FlowsClientException e)
        {
            Failed(e);
        }

        work = new PeriodicWork(interval, time, SendAsync, Failed);
    }

    public ValueTask DisposeAsync() => work?.DisposeAsync() ?? ValueTask.CompletedTask;

    private Task SendAsync(CancellationToken cancellationToken) => client.UpdateFlowRunHeartbeatAsync(flowRunId, cancellationToken);

    private void Failed(Exception e)
    {
        logger.LogWarning("A heartbeat was not taken: {Problem}", e.Message);
        if (e is FlowsClientException { Error: FlowsClientError.StateUpdateFailed }) stop.Request(new Cancelled { Message = e.Message });
    }
}
