using System.Collections.Concurrent;
using Flows.Agents.Launching;
using Flows.Client.Agents;
using Flows.Wire;
using Microsoft.Extensions.Logging;

namespace Flows.Agents.Local;

/// <summary>Starts flow runs as processes on this machine: <c>dotnet &lt;assembly&gt; execute flow-run</c>.</summary>
/// <param name="facts">What the agent gives to its runs.</param>
/// <param name="options">How the processes are started.</param>
/// <param name="log">Where the launcher tells what it does.</param>
public sealed class LocalLauncher(AgentFacts facts, LocalLauncherOptions options, ILogger log) : IRunLauncher
{
    private readonly ConcurrentDictionary<int, Task> followed = new();
    private readonly CancellationTokenSource leaving = new();
    private IRunEnds? ends;
    private bool left;

    /// <inheritdoc/>
    public string AgentType => "LocalAgent";

    /// <inheritdoc/>
    public Task StartAsync(IRunEnds ends, CancellationToken cancellationToken)
    {
        this.ends = ends;
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public string? WhyNot(QueuedFlowRun run) =>
        WhichAgent.ForRunConfig(run, "LocalRun", "A local agent", "local") ?? LocalProgram.WhyNot(run) ?? WhyNotFolder(run);

    /// <inheritdoc/>
    public Task<string> LaunchAsync(QueuedFlowRun run, CancellationToken cancellationToken)
    {
        var program = LocalProgram.PathOf(run) ?? throw new AgentException(LocalProgram.WhyNot(run) ?? "The flow has no program.");
        var process = FlowProcess.Start(options, program, (run.RunConfig as LocalRunDocument)?.WorkingDir, RunEnvironment.Build(facts, run));
        // The entry is removed by its own task, which waits for the entry to exist.
        var entered = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        followed[process.Id] = FollowAsync(process, run, entered.Task);
        entered.SetResult();
        return Task.FromResult($"PID: {process.Id}");
    }

    /// <summary>Stops following; the processes go on.</summary>
    /// <returns>A task that ends when nothing is followed any more.</returns>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref left, true)) return;
        if (!followed.IsEmpty)
            log.LogInformation("{Count} flow runs go on without this agent (process ids {Ids}).", followed.Count, string.Join(", ", followed.Keys.Order()));
        await leaving.CancelAsync();
        await Task.WhenAll(followed.Values);
        leaving.Dispose();
    }

    private async Task FollowAsync(FlowProcess process, QueuedFlowRun run, Task entered)
    {
        await entered;
        using (process)
        {
            try
            {
                var exitCode = await process.WaitAsync(leaving.Token);
                // Nobody else saw this end, so it is told even when the agent is leaving.
                if (ends is not null)
                    await ends.ReportAsync(new(run.Id, $"process {process.Id}", exitCode, process.LastLines) { Claim = run.Claim }, CancellationToken.None);
            }
            catch (OperationCanceledException) when (leaving.IsCancellationRequested)
            {
                log.LogDebug("Flow run {Name} goes on as process {Id}.", run.Name, process.Id);
            }
        }
        followed.TryRemove(process.Id, out _);
    }

    private static string? WhyNotFolder(QueuedFlowRun run) =>
        (run.RunConfig as LocalRunDocument)?.WorkingDir is { } folder && !Directory.Exists(folder)
            ? $"The run's working folder '{folder}' does not exist on this machine. Create it, or register the flow again with another working folder."
            : null;
}
