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

    public string AgentType => "FakeAgent";

    public Task StartAsync(IRunEnds ends, CancellationToken cancellationToken)
    {
        Ends = ends;
        return Task.CompletedTask;
    }

    public string? WhyNot(QueuedFlowRun run) => Reason(run);

    public Task<string> LaunchAsync(QueuedFlowRun run, CancellationToken cancellationToken)
    {
        lock (Launched) Launched.Add(run);
        return Launch(run);
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
