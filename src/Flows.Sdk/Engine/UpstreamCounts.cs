using Flows.States;

namespace Flows.Engine;

/// <summary>How the task runs upstream of a task ended; all that a trigger may look at. Counts, since a map may have many thousand children.</summary>
internal readonly record struct UpstreamCounts(int Total, int Finished, int Successful, int Failed, int Skipped)
{
    /// <summary>One task that ended well.</summary>
    public static UpstreamCounts OneSuccess { get; } = new(1, Finished: 1, Successful: 1, Failed: 0, Skipped: 0);

    public static UpstreamCounts Of(State state) => new(1, One(state.IsFinished), One(state.IsSuccessful), One(state.IsFailed), One(state.IsSkipped));

    public static UpstreamCounts Of(ReadOnlySpan<TaskRun> runs)
    {
        var counts = default(UpstreamCounts);
        foreach (var run in runs) counts += run.Outcome;
        return counts;
    }

    public static UpstreamCounts operator +(UpstreamCounts a, UpstreamCounts b) =>
        new(a.Total + b.Total, a.Finished + b.Finished, a.Successful + b.Successful, a.Failed + b.Failed, a.Skipped + b.Skipped);

    private static int One(bool holds) => holds ? 1 : 0;
}
