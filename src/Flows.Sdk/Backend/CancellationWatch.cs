using Flows.Client;
using Flows.Engine;
using Flows.States;
using Microsoft.Extensions.Logging;

namespace Flows.Backend;

/// <summary>Asks the server at every interval whether somebody cancelled the flow run, and then stops it.</summary>
internal static class CancellationWatch
{
    /// <summary>How a cancelled flow run ends (contract section 5.3).</summary>
    public static Cancelled Cancelled { get; } = new() { Message = "Flow run is cancelled" };

    public static PeriodicWork Start(FlowsClient client, string flowRunId, RunStop stop, TimeSpan interval, TimeProvider time, ILogger logger) => new(
        interval,
        time,
        async token =>
        {
            if (IsCancelled(await client.GetFlowRunStateAsync(flowRunId, token).ConfigureAwait(false))) stop.Request(Cancelled);
        },
        e => logger.LogWarning("The server could not be asked whether the run is cancelled: {Problem}", e.Message));

    /// <summary>Cancelling is what the server makes of a running run; Cancelled is what a person may set directly.</summary>
    public static bool IsCancelled(State state) => state is Cancelling or States.Cancelled;
}
