using Flows.States;
using Microsoft.Extensions.Logging;

namespace Flows.Engine;

/// <summary>Moves task runs from state to state: the task's handlers are told, then the store, then who watches the run.</summary>
internal sealed class TaskStateWriter(FlowRunContext flow, ILogger logger)
{
    /// <summary>Sets a state.</summary>
    /// <returns>The state to go on with: the one that was given, another one that a handler or the store insists on, or ClientFailed.</returns>
    /// <exception cref="PipelineEndException">A handler ended the run.</exception>
    public ValueTask<State> SetAsync(TaskRun run, State next) =>
        run.Node.Node.Options.StateHandlers.Count == 0 || run.IsClosed ? TakeAsync(run, next) : HandleAsync(run, next);

    /// <summary>Gives a run up and stores how it ended; whatever the run still does is dropped.</summary>
    public async ValueTask CloseAsync(TaskRun run, State end)
    {
        run.Close(end);
        run.Ended = flow.Now;
        if (run.IsKnown) await StoreAsync(run, end).ConfigureAwait(false);
    }

    /// <summary>The state of a run of which the store cannot be told.</summary>
    public ClientFailed ClientFailed(TaskRun run, State state, RunStoreException e)
    {
        logger.LogError("Task '{Task}': its state {State} could not be stored, so nothing downstream of it runs: {Problem}", run.DisplayName, state.Type, e.Message);
        return new() { Inner = state, Message = e.Message };
    }

    private async ValueTask<State> HandleAsync(TaskRun run, State next)
    {
        var end = await CallHandlersAsync(run, next).ConfigureAwait(false);
        var state = await TakeAsync(run, ReferenceEquals(end.State, next) ? next : ReplacedState.Fit(flow, run, end.State)).ConfigureAwait(false);
        return end.EndsRun ? throw new PipelineEndException() : state;
    }

    private ValueTask<AttemptEnd> CallHandlersAsync(TaskRun run, State next) => HandlerCall.CallAsync(
        run.Node.Node.Options.StateHandlers,
        new TaskState(run),
        run.State,
        next,
        signal => SignalState.Of(flow, run, signal, Carried.Of(run.State, flow.Now)),
        e => logger.LogError(e, "Task '{Task}': Exception raised while calling state handlers", run.DisplayName));

    private async ValueTask<State> TakeAsync(TaskRun run, State next)
    {
        next = flow.Options.Redactor.Clean(next);
        if (logger.IsEnabled(LogLevel.Debug))
            logger.LogDebug("Task '{Task}': {Old} -> {New}", run.DisplayName, run.State.Type, next.Type);
        var old = run.State;
        if (!run.TrySet(next))
        {
            LateResult.Drop(flow, run, next, "its run was given up", logger);
            return run.State;
        }

        var answer = await StoreAsync(run, next).ConfigureAwait(false);

        // A run that may not start yet goes on, later, from where it stood.
        if (answer is Queued queued && next is Running) answer = queued with { Inner = old };
        if (!ReferenceEquals(answer, next)) run.TrySet(answer);
        if (answer.IsFinished) run.Ended = flow.Now;
        if (flow.Options.OnTaskState is { } watch) Watch(watch, run, old);
        return run.IsClosed ? run.State : answer;
    }

    /// <summary>Who only watches must not change how the run goes.</summary>
    private void Watch(Action<TaskState, State, State> watch, TaskRun run, State old)
    {
        try
        {
            watch(new TaskState(run), old, run.State);
        }
        catch (Exception e)
        {
            logger.LogError(e, "Task '{Task}': OnTaskState of the run's options threw", run.DisplayName);
        }
    }

    private async ValueTask<State> StoreAsync(TaskRun run, State state)
    {
        try
        {
            return await flow.Store.SetTaskRunStateAsync(run.Facts(state), state, CancellationToken.None).ConfigureAwait(false);
        }
        catch (RunStoreException e)
        {
            return ClientFailed(run, state, e);
        }
    }
}
