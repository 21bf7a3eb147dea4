using System.Collections.Concurrent;
using Flows.Agents.Launching;
using Flows.Agents.Queues;
using Flows.Agents.Submitting;
using Flows.Client;
using Flows.Client.Agents;
using Microsoft.Extensions.Logging;

namespace Flows.Agents;

/// <summary>
/// Takes due flow runs from the server and has a launcher start them. One agent runs until it is stopped; what it has started goes on
/// without it.
/// </summary>
/// <param name="client">The server, as this agent's own client.</param>
/// <param name="launcher">How runs are started.</param>
/// <param name="options">How the agent works.</param>
/// <param name="loggers">Where the agent tells what it does; its category is the agent's name.</param>
/// <param name="time">The clock.</param>
public sealed class Agent(FlowsClient client, IRunLauncher launcher, AgentOptions options, ILoggerFactory loggers, TimeProvider time)
{
    /// <summary>As many runs as the server gives at once.</summary>
    private const int MaxClaims = 100;

    private readonly ILogger log = loggers.CreateLogger(options.Name);
    private readonly ConcurrentDictionary<string, Task> submitting = new(StringComparer.Ordinal);
    private readonly ClaimSource source = new(client, options, time);
    private readonly Bell poked = new();
    private bool serverIsAway;

    private int Room => Math.Clamp(options.MaxParallelSubmits - submitting.Count, 1, MaxClaims);

    /// <summary>Registers the agent and works until it is stopped or has polled often enough; then waits for the launches under way.</summary>
    /// <param name="stop">Stops the agent.</param>
    /// <returns>A task that ends when nothing is being submitted any more.</returns>
    /// <exception cref="AgentException">What the launcher needs is missing.</exception>
    /// <exception cref="FlowsClientException">The server could not be reached at the start, or refused the agent.</exception>
    public async Task RunAsync(CancellationToken stop)
    {
        using var submitter = new RunSubmitter(client, launcher, options, log, time);
        try
        {
            await StartAsync(stop);
            await PollAsync(submitter, stop);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            log.LogInformation("Stopping.");
        }
        await Task.WhenAll(submitting.Values);
    }

    /// <summary>Has the agent ask for runs at once instead of at its next turn.</summary>
    public void Poke() => poked.Set();

    private async Task StartAsync(CancellationToken stop)
    {
        await client.RegisterAgentAsync(launcher.AgentType, options.Name, options.Labels, options.AgentConfigId, stop);
        await client.HelloAsync(stop);
        await launcher.StartAsync(new RunEnds(client, log, options.Name, time), stop);
        log.LogInformation("{Type} {Name} is waiting for flow runs with labels {Labels}.", launcher.AgentType, options.Name, Describe(options.Labels));
    }

    private async Task PollAsync(RunSubmitter submitter, CancellationToken stop)
    {
        var backoff = new PollBackoff();
        for (var polls = 1; ; polls++)
        {
            var found = await PollOnceAsync(submitter, stop);
            if (polls == options.MaxPolls) return;
            var pause = backoff.Next(found is { Runs.Count: > 0 });
            if (found is { HasWaited: true } || found?.Runs is [{ Claim: not null }, ..]) await WaitForRoomAsync(stop);
            else await poked.WaitAsync(pause, time, stop);
        }
    }

    private async Task<Found?> PollOnceAsync(RunSubmitter submitter, CancellationToken stop)
    {
        Found found;
        try
        {
            found = await source.TakeAsync(submitting.Keys.ToHashSet(StringComparer.Ordinal), Room, stop);
        }
        catch (FlowsClientException e)
        {
            // Said once, not at every poll until somebody starts the server again.
            if (!serverIsAway) log.LogError("The server did not answer a poll, the agent goes on asking: {Message}", e.Message);
            serverIsAway = true;
            source.AskAgain();
            return null;
        }
        if (serverIsAway) log.LogInformation("The server answers again.");
        serverIsAway = false;
        foreach (var run in found.Runs) Begin(submitter, run, stop);
        return found;
    }

    /// <summary>What is claimed is to be started at once, so nothing is claimed beyond what can be.</summary>
    private async Task WaitForRoomAsync(CancellationToken stop)
    {
        while (submitting.Count >= options.MaxParallelSubmits) await Task.WhenAny(submitting.Values).WaitAsync(stop);
    }

    private void Begin(RunSubmitter submitter, QueuedFlowRun run, CancellationToken stop)
    {
        // The entry must exist before its task can remove it.
        var entered = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        if (!submitting.TryAdd(run.Id, entered.Task)) return;
        submitting[run.Id] = SubmitAsync(submitter, run, entered.Task, stop);
        entered.SetResult();
    }

    private async Task SubmitAsync(RunSubmitter submitter, QueuedFlowRun run, Task entered, CancellationToken stop)
    {
        await entered;
        await submitter.SubmitAsync(run, stop);
        submitting.TryRemove(run.Id, out _);
    }

    private static string Describe(IReadOnlyList<string> labels) => labels.Count == 0 ? "none" : string.Join(", ", labels);
}
