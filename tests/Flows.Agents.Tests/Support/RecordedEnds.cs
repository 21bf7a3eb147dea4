using Flows.Agents.Launching;

namespace Flows.Agents.Tests.Support;

/// <summary>Remembers the first end that is told.</summary>
internal sealed class RecordedEnds : IRunEnds
{
    private readonly TaskCompletionSource<RunEnd> first = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task<RunEnd> First => first.Task;

    public Task ReportAsync(RunEnd end, CancellationToken cancellationToken)
    {
        first.TrySetResult(end);
        return Task.CompletedTask;
    }
}
