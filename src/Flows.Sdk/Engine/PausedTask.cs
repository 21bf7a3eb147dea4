using Flows.States;
using Microsoft.Extensions.Logging;

namespace Flows.Engine;

/// <summary>A task run at the desk that waits for a person.</summary>
internal static class PausedTask
{
    /// <summary>Asks whether it is to go on.</summary>
    /// <returns>Whether it is resumed; not when whoever is asked throws.</returns>
    public static async Task<bool> AskAsync(FlowRunContext flow, TaskRun run)
    {
        try
        {
            if (!await flow.Options.OnPaused!(new TaskState(run), flow.Stop.Requested).ConfigureAwait(false)) return false;
            return run.TrySet(new Resume { StartTime = flow.Now, Message = "Resumed at the desk.", Result = run.State.Result, Context = run.State.Context });
        }
        catch (Exception e)
        {
            if (e is not OperationCanceledException)
                flow.Options.LoggerFactory.CreateLogger("prefect.TaskRunner").LogError(e, "Task '{Task}': OnPaused of the run's options threw, so the task stays paused.", run.DisplayName);
            return false;
        }
    }
}
