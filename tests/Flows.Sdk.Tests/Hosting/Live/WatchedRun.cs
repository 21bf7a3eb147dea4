using Flows.Engine;
using Flows.Hosting.Live;
using Microsoft.Extensions.Time.Testing;

namespace Flows.Sdk.Tests.Hosting.Live;

/// <summary>A run that is looked at while it goes on, at a time that the test sets.</summary>
internal sealed class WatchedRun
{
    private readonly DateTimeOffset begin;
    private IReadOnlyList<NodeRun> nodes = [];

    public WatchedRun(Flow flow, int workers = 16)
    {
        begin = Time.GetUtcNow();
        End = flow.RunAsync(options: new FlowRunOptions { TimeProvider = Time, MaxConcurrency = workers, Watching = progress => nodes = progress.Nodes });
    }

    public FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));

    public Task<FlowState> End { get; }

    public RunSnapshot Look(int lines = 100) => RunSnapshot.Of(nodes, lines, begin, Time.GetUtcNow());
}
