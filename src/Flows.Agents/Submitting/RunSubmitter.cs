using Flows.Agents.Launching;
using Flows.Client;
using Flows.Client.Agents;
using Flows.States;
using Microsoft.Extensions.Logging;

namespace Flows.Agents.Submitting;

/// <summary>Brings one run from the queue to its start: waits for its time, takes it by a Submitted state, launches it, and tells the run.</summary>
internal sealed class RunSubmitter(FlowsClient client, IRunLauncher launcher, AgentOptions options, ILogger log, TimeProvider time) : IDisposable
{
    private readonly SemaphoreSlim slots = new(options.MaxParallelSubmits);

    /// <summary>Submits a run; what fails ends up on the run, nothing is thrown.</summary>
    /// <param name="run">The run.</param>
    /// <param name="stop">Gives up a run that has not been taken yet; one that has been taken is started.</param>
    /// <returns>A task that ends when the run is started, failed or given up.</returns>
    public async Task SubmitAsync(QueuedFlowRun run, CancellationToken stop)
    {
        try
        {
            await WaitForStartAsync(run, stop);
            await slots.WaitAsync(stop);
        }
        catch (OperationCanceledException)
        {
            await GiveBackAsync(run);
            return;
        }
        using var holding = new HoldingClaim(client, run, log, time);
        try
        {
            await TakeAndLaunchAsync(run, holding);
        }
        catch (OperationCanceledException) when (holding.Lost.IsCancellationRequested)
        {
            log.LogWarning("Flow run {Name} of flow {Flow} was given to others while it was being started.", run.Name, run.Flow.Name);
        }
        catch (FlowsClientException e) when (e.Error == FlowsClientError.StateUpdateFailed)
        {
            log.LogDebug("Flow run {Name} was taken by another agent.", run.Name);
        }
        catch (NotTakenException e)
        {
            log.LogWarning("Flow run {Name} of flow {Flow} was not taken and stays in the queue: {Message}", run.Name, run.Flow.Name, e.Message);
        }
        catch (Exception e)
        {
            await FailAsync(run, e);
        }
        finally
        {
            slots.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => slots.Dispose();

    private async Task WaitForStartAsync(QueuedFlowRun run, CancellationToken stop)
    {
        var wait = (run.StartTime ?? DateTimeOffset.MinValue) - time.GetUtcNow();
        if (wait > TimeSpan.Zero) await Task.Delay(wait, time, stop);
    }

    // From here on the run is this agent's: stopping the agent must not leave it taken and not started, so no token.
    private async Task TakeAndLaunchAsync(QueuedFlowRun run, HoldingClaim holding)
    {
        try
        {
            await MarkSubmittedAsync(run);
        }
        catch (FlowsClientException e) when (e.Error is FlowsClientError.Unreachable or FlowsClientError.RateLimited or FlowsClientError.InvalidAnswer or FlowsClientError.Unauthorized)
        {
            throw new NotTakenException(e);
        }
        if ((run.Unreadable ?? launcher.WhyNot(run)) is { } reason) throw new AgentException(reason);
        holding.Begin();
        var info = await launcher.LaunchAsync(run, holding.Lost);
        log.LogInformation("Started flow run {Name} of flow {Flow}: {Info}", run.Name, run.Flow.Name, info);
        await TellRunAsync(run, "INFO", $"Submitted for execution: {info}");
    }

    /// <summary>A run that was claimed but not begun need not wait for the end of its lease.</summary>
    private async Task GiveBackAsync(QueuedFlowRun run)
    {
        if (run.Claim is null) return;
        try
        {
            await client.ForClaim(run.Claim).ReleaseFlowRunAsync(run.Id, CancellationToken.None);
        }
        catch (FlowsClientException e)
        {
            log.LogDebug("Flow run {Name} was not given back, others get it in {Lease}: {Message}", run.Name, run.Lease, e.Message);
        }
    }

    private async Task MarkSubmittedAsync(QueuedFlowRun run)
    {
        var holder = client.ForClaim(run.Claim);
        if (run.State.IsScheduled)
            await holder.SetFlowRunStateAsync(run.Id, Submitted(run.State), run.Version, CancellationToken.None);
        foreach (var task in run.TaskRuns.Where(t => t.State.IsScheduled))
            await holder.SetTaskRunStateAsync(task.Id, Submitted(task.State), task.Version, CancellationToken.None);
    }

    private async Task FailAsync(QueuedFlowRun run, Exception cause)
    {
        var message = cause is AgentException or FlowsClientException ? cause.Message : $"The agent could not start the run: {cause.GetType().Name}: {cause.Message}";
        log.LogError("Flow run {Name} of flow {Flow} was not started: {Message}", run.Name, run.Flow.Name, message);
        try
        {
            await TellRunAsync(run, "ERROR", message);
            await client.ForClaim(run.Claim).SetFlowRunStateAsync(run.Id, new Failed { Message = message }, null, CancellationToken.None);
        }
        catch (FlowsClientException e)
        {
            log.LogError("The failure of flow run {Name} could not be stored: {Message}", run.Name, e.Message);
        }
    }

    /// <summary>Writes a line to the run's log; a server that does not take it costs a line of the agent's log, not the run.</summary>
    private Task TellRunAsync(QueuedFlowRun run, string level, string message) =>
        RunLog.WriteAsync(client, log, run.Id, [new RunLogLine(time.GetUtcNow(), level, options.Name, message)]);

    /// <summary>The server did not say that the run is this agent's, so the run is not this agent's to fail either.</summary>
    private sealed class NotTakenException(FlowsClientException cause) : Exception(cause.Message, cause);

    private static Submitted Submitted(State old) => new() { Message = "Submitted for execution", Inner = old };
}
