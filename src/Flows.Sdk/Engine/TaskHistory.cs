using Flows.States;

namespace Flows.Engine;

/// <summary>The attempts of a task run: those that were followed by another one, then the last.</summary>
internal static class TaskHistory
{
    public static IReadOnlyList<TaskAttemptState> Of(TaskRun run)
    {
        var earlier = run.RecordIfAny?.Attempts ?? [];
        return run is { Started: { } first, Ended: { } ended, Attempts: > 0, State: Finished } && earlier.All(a => a.Number != run.Attempts)
            ? [.. earlier, new(run.Attempts, run.State, run.RecordIfAny?.Begun ?? first, ended)]
            : earlier;
    }
}
