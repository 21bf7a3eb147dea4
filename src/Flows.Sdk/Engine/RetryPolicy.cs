using Flows.States;

namespace Flows.Engine;

/// <summary>Decides whether an attempt is followed by another one (contract section 8.3, step 15).</summary>
internal static class RetryPolicy
{
    /// <summary>The longest wait for a retry that a process sits out, when another process can go on with the run.</summary>
    public static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(10);

    /// <summary>The state in which a failed run waits for its next attempt; null when there is none.</summary>
    public static Retrying? Next(TaskRun run, State ended, DateTimeOffset now)
    {
        var options = run.Node.Node.Options;
        return ended is Failed && run.Attempts <= options.Retries
            ? Wait(run, now + options.RetryDelay, $"Retrying Task (after attempt {run.Attempts} of {options.Retries + 1})")
            : null;
    }

    /// <summary>A wait that the task asked for itself.</summary>
    public static Retrying Wait(TaskRun run, DateTimeOffset start, string message)
    {
        var context = new Dictionary<string, object?>(run.Node.Context) { [StoredState.RunCount] = run.Attempts };
        return new() { StartTime = start, RunCount = run.Attempts, Message = message, Context = context };
    }

    /// <summary>Until when a run that did not finish waits in this process; null when it is left.</summary>
    public static DateTimeOffset? WaitsUntil(State state, DateTimeOffset now, bool outlivesProcess) => StartTime(state) switch
    {
        null => null,
        { } start when outlivesProcess && start > now + LongestWait => null,
        { } start => start,
    };

    private static DateTimeOffset? StartTime(State state) => state switch
    {
        Queued queued => queued.StartTime,
        Scheduled scheduled => scheduled.StartTime,
        _ => null,
    };
}
