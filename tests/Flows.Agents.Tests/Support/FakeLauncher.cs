using Flows.Agents.Launching;
using Flows.Client.Agents;

namespace Flows.Agents.Tests.Support;

/// <summary>Starts nothing; remembers what it was to start.</summary>
internal sealed class FakeLauncher : IRunLauncher
{
    public List<QueuedFlowRun> Launched { get; } = [];

    public IRunEnds? Ends { get; private set; }

    public Func<QueuedFlowRun, string?> Reason { get; set; } = _ => null;

    public Func<QueuedFlowRun, Task<string>> Launch { get; set; } = _ => Task.FromResult("Thing 1");

    /// <summary>Instead of <see cref="Launch"/>: with the token that ends the call.</summary>
    public Func<CancellationToken, Task<string>>? LaunchUntil { get; set; }

    /// <summary>Is told how many launches there have been.</summary>
    public Action<int> OnLaunched { get; set; } = _ => { };

    public string AgentType => "FakeAgent";

    public Task StartAsync(IRunEnds ends, CancellationToken cancellationToken)
    {
        Ends = ends;
        return Task.CompletedTask;
    }

    public string? WhyNot(QueuedFlowRun run) => Reason(run);

    public Task<string> LaunchAsync(QueuedFlowRun run, CancellationToken cancellationToken)
    {
        int count;
        lock (Launched)
        {
            Launched.Add(run);
            count = Launched.Count;
        }
        OnLaunched(count);
        return LaunchUntil?.Invoke(cancellationToken) ?? Launch(run);
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
