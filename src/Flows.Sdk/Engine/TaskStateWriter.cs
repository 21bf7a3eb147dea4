using Flows.States;
using Microsoft.Extensions.Logging;

namespace Flows.Engine;

/// <summary>Moves task runs from state to state, in this process and in the store.</summary>
internal sealed class TaskStateWriter(FlowRunContext flow, ILogger logger)
{
    /// <summary>Stores a state.</summary>
    /// <returns>The state to go on with: the one that was given, another one that the store insists on, or ClientFailed.</returns>
    public async ValueTask<State> SetAsync(TaskRun run, State next)
    {
        if (logger.IsEnabled(LogLevel.Debug))
            logger.LogDebug("Task '{Task}': {Old} -> {New}", run.DisplayName, run.State.Type, next.Type);
        if (!run.TrySet(next))
        {
            logger.LogWarning("Task '{Task}': it ended as {State} after its run was given up; that is dropped.", run.DisplayName, next.Type);
            return run.State;
        }

        var answer = await StoreAsync(run, next).ConfigureAwait(false);
        if (!ReferenceEquals(answer, next)) run.TrySet(answer);
        if (answer.IsFinished) run.Ended = flow.Now;
        return run.State;
    }

    /// <summary>Gives a run up and stores how it ended; whatever the run still does is dropped.</summary>
    public async ValueTask CloseAsync(TaskRun run, State end)
    {
        run.Close(end);
        run.Ended = flow.Now;
        if (run.IsKnown) await StoreAsync(run, end).ConfigureAwait(false);
    }

    private async ValueTask<State> StoreAsync(TaskRun run, State state)
    {
        try
        {
            return await flow.Store.SetTaskRunStateAsync(run.Facts, state, CancellationToken.None).ConfigureAwait(false);
        }
        catch (RunStoreException e)
        {
            return ClientFailed(run, state, e);
        }
    }

    /// <summary>The state of a run of which the store cannot be told.</summary>
    public ClientFailed ClientFailed(TaskRun run, State state, RunStoreException e)
    {
        logger.LogError("Task '{Task}': its state {State} could not be stored, so nothing downstream of it runs: {Problem}", run.DisplayName, state.Type, e.Message);
        return new() { Inner = state, Message = e.Message };
    }
}
