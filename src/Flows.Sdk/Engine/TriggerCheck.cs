using Flows.States;
using Microsoft.Extensions.Logging;

namespace Flows.Engine;

/// <summary>Asks a task's trigger (contract sections 8.3, step 11, and 8.5).</summary>
internal static class TriggerCheck
{
    /// <summary>The state in which the task ends, or waits, because its trigger does not let it start; null when it may.</summary>
    public static State? Refuse(FlowRunContext flow, TaskRun run, UpstreamCounts upstream, Carried carried, ILogger logger)
    {
        var trigger = run.Node.Node.Options.Trigger;
        var context = run.Node.Context;
        if (ResourceCheck.Skip(run) is { } skipped) return skipped;
        if (trigger.Custom is { } mayStart) return Ask(mayStart, flow, run, carried, logger);
        return trigger.Decide(upstream, carried.Resumed) switch
        {
            TriggerDecision.Start => null,
            TriggerDecision.Skip => new Skipped { Message = "All upstream tasks were skipped.", Context = context },
            TriggerDecision.Pause => carried.Into(new Paused { Message = $"Trigger was '{trigger}': the task waits until somebody resumes it." }, flow, run),
            _ => new TriggerFailed { Message = TriggerMessage.For(run), Context = context },
        };
    }

    private static State? Ask(Func<IReadOnlyList<TaskState>, bool> mayStart, FlowRunContext flow, TaskRun run, Carried carried, ILogger logger)
    {
        try
        {
            return mayStart([.. TriggerMessage.Upstream(run).Select(static u => new TaskState(u))]) ? null
                : new TriggerFailed { Message = $"Trigger was '{run.Node.Node.Options.Trigger}' and did not hold.", Context = run.Node.Context };
        }
        catch (Exception e) when (SignalState.Find(e) is { } signal)
        {
            return SignalState.Of(flow, run, signal, carried);
        }
        catch (Exception e)
        {
            logger.LogError(e, "Task '{Task}': Exception raised while calling its trigger", run.DisplayName);
            return new TriggerFailed
            {
                Message = $"Unexpected error while calling trigger '{run.Node.Node.Options.Trigger}': {e.GetType().Name}: {e.Message}",
                Result = StateResult.Of(e),
                Context = run.Node.Context,
            };
        }
    }
}
