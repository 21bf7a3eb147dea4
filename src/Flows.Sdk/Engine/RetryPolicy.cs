using Flows.States;
using Microsoft.Extensions.Logging;

namespace Flows.Engine;

/// <summary>Decides whether an attempt is followed by another one (contract section 8.3, step 15).</summary>
internal static class RetryPolicy
{
    /// <summary>The longest wait for a retry that a process sits out, when another process can go on with the run.</summary>
    public static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(10);

    /// <summary>The state in which a failed run waits for its next attempt; null when there is none.</summary>
    public static Retrying? Next(FlowRunContext flow, TaskRun run, State ended, Carried carried, ILogger logger)
    {
        var options = run.Node.Node.Options;
        if (ended is not Failed failed || run.Attempts > options.Retries || !IsRetried(run, failed, logger)) return null;
        var delay = RetryDelay.Of(options, run.Attempts, () => RetryDelay.Draw(flow.Facts.Id, run.Node.Node.Slug, run.Index, run.Attempts));
        return Wait(flow, run, flow.Now + delay, $"Retrying Task (after attempt {run.Attempts} of {options.Retries + 1})", carried);
    }

    /// <summary>A wait for the next attempt.</summary>
    public static Retrying Wait(FlowRunContext flow, TaskRun run, DateTimeOffset start, string message, Carried carried) =>
        carried.Into(new Retrying { StartTime = start, RunCount = run.Attempts, Message = message }, flow, run);

    /// <summary>Until when a run that did not finish waits in this process; null when it is left.</summary>
    public static DateTimeOffset? WaitsUntil(State state, DateTimeOffset now, bool outlivesProcess) => StartTime(state) switch
    {
        null => null,
        { } start when outlivesProcess && start > now + LongestWait => null,
        { } start => start,
    };

    private static bool IsRetried(TaskRun run, Failed failed, ILogger logger)
    {
        if (run.Node.Node.Options.RetryOn is not { } retryOn) return true;
        try
        {
            return failed.Exception is { } exception && retryOn(exception);
        }
        catch (Exception e)
        {
            logger.LogError(e, "Task '{Task}': its retry predicate threw, so it is not tried again.", run.DisplayName);
            return false;
        }
    }

    private static DateTimeOffset? StartTime(State state) => state switch
    {
        Queued queued => queued.StartTime,
        Scheduled scheduled => scheduled.StartTime,
        _ => null,
    };
}
