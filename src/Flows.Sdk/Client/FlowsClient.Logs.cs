using Flows.Wire;

namespace Flows.Client;

public sealed partial class FlowsClient
{
    /// <summary>Appends lines to the logs of runs.</summary>
    /// <param name="logs">The lines; about 3 MB at most in one call.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>When the server has them.</returns>
    public async Task WriteRunLogsAsync(IReadOnlyList<LogDocument> logs, CancellationToken cancellationToken = default)
    {
        var answer = await MutateAsync("write_run_logs", new WriteLogsInput(logs), ClientJson.Default.WriteLogsInput, "success", cancellationToken).ConfigureAwait(false);
        if (!Field(answer, "success").GetBoolean()) throw new FlowsClientException(FlowsClientError.Refused, $"The server at {Api} did not take the logs of the run.");
    }
}

internal sealed record WriteLogsInput(IReadOnlyList<LogDocument> Logs);
