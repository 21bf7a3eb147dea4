using Flows.Client;
using Flows.Wire;
using Microsoft.Extensions.Logging;

namespace Flows.Agents.Submitting;

/// <summary>A line that the agent writes into a run's log.</summary>
internal sealed record RunLogLine(DateTimeOffset Time, string Level, string Name, string Message);

/// <summary>Writes into the logs of runs.</summary>
internal static class RunLog
{
    /// <summary>Writes lines; when the server does not take them, that is said in the agent's own log and costs nothing else.</summary>
    public static async Task WriteAsync(FlowsClient client, ILogger log, string flowRunId, IReadOnlyList<RunLogLine> lines)
    {
        try
        {
            await client.WriteRunLogsAsync([.. lines.Select(l => new LogDocument
            {
                FlowRunId = flowRunId,
                Timestamp = WireTime.Format(l.Time),
                Level = l.Level,
                Name = l.Name,
                Message = l.Message,
            })], CancellationToken.None);
        }
        catch (FlowsClientException e)
        {
            log.LogWarning("The log of flow run {Id} could not be written: {Message}", flowRunId, e.Message);
        }
    }
}
