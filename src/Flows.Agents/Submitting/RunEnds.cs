using Flows.Agents.Launching;
using Flows.Client;
using Flows.States;
using Microsoft.Extensions.Logging;

namespace Flows.Agents.Submitting;

/// <summary>Turns the end of a process or container into the state of its run, when the run did not say its end itself.</summary>
internal sealed class RunEnds(FlowsClient client, ILogger log, string agentName, TimeProvider time) : IRunEnds
{
    public async Task ReportAsync(RunEnd end, CancellationToken cancellationToken)
    {
        try
        {
            if (end.ExitCode != 0) log.LogError("Flow run {Id}: {What} ended with {Code}.", end.FlowRunId, end.What, ExitCodes.Describe(end));
            var state = await client.GetFlowRunStateAsync(end.FlowRunId, cancellationToken);
            var holder = client.ForClaim(end.Claim);
            if (await WhatItMeansAsync(end, state, cancellationToken) is not { } final)
            {
                // Nobody else is to wait until the lease of a process that has left its run is over.
                if (end.Claim is not null && state is Running) await holder.ReleaseFlowRunAsync(end.FlowRunId, cancellationToken);
                return;
            }
            // Before anything is written: the run may be in other hands, and then its end is not ours to tell.
            if (end.Claim is not null) await holder.UpdateFlowRunHeartbeatAsync(end.FlowRunId, cancellationToken);
            await RunLog.WriteAsync(client, log, end.FlowRunId, Lines(end, final));
            await holder.SetFlowRunStateAsync(end.FlowRunId, final, null, cancellationToken);
        }
        catch (FlowsClientException e) when (end.Claim is not null && e.Error == FlowsClientError.StateUpdateFailed)
        {
            log.LogWarning("The {What} of flow run {Id} has ended, and the run is in other hands already.", end.What, end.FlowRunId);
        }
        catch (FlowsClientException e)
        {
            log.LogError("The end of flow run {Id} ({What}) could not be stored: {Message}", end.FlowRunId, end.What, e.Message);
        }
    }

    private async Task<State?> WhatItMeansAsync(RunEnd end, State state, CancellationToken cancellationToken)
    {
        // A scheduled run was put back into the queue by somebody: its next start says how it goes on.
        if (state.IsFinished || state.IsScheduled) return null;
        if (state is Cancelling) return new Cancelled { Message = $"The run was being cancelled when its {end.What} ended." };
        // A run leaves its process while a task waits for a late retry, and the queue brings it back; or for a person who resumes it.
        if (end.ExitCode == 0 && state is Running && await client.HasWaitingTaskRunsAsync(end.FlowRunId, cancellationToken)) return null;
        return new Failed { Message = Sentence(end, state) };
    }

    private static string Sentence(RunEnd end, State state)
    {
        var last = end.LastLines.Count > 0 ? $" Its last line: {end.LastLines[^1]}" : "";
        return end.ExitCode != 0
            ? $"The run's {end.What} ended with {ExitCodes.Describe(end)} while the run was {state.Type}.{last}"
            : $"The run's {end.What} ended with exit code 0 although the run was still {state.Type}: it did not reach the server, or did not execute the flow.{last}";
    }

    private List<RunLogLine> Lines(RunEnd end, State final)
    {
        var now = time.GetUtcNow();
        var lines = new List<RunLogLine> { new(now, final is Failed ? "ERROR" : "INFO", agentName, final.Message ?? "") };
        if (end.LastLines.Count > 0)
            lines.Add(new(now, "INFO", agentName, $"Last lines of the {end.What}:\n{string.Join('\n', end.LastLines)}"));
        return lines;
    }
}
