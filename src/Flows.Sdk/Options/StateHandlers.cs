using Flows.States;

namespace Flows;

/// <summary>The shapes in which an author may write a state handler, as the one that the engine calls.</summary>
internal static class StateHandlers
{
    public static StateHandler<TRun> From<TRun>(Func<TRun, State, State, State?> handler)
    {
        ArgumentNullException.ThrowIfNull(handler);
        return (run, old, next) => new(handler(run, old, next));
    }

    public static StateHandler<TRun> From<TRun>(Func<TRun, State, State, Task<State?>> handler)
    {
        ArgumentNullException.ThrowIfNull(handler);
        return (run, old, next) => new(handler(run, old, next));
    }

    public static StateHandler<TRun> From<TRun>(Func<TRun, State, State, Task> handler)
    {
        ArgumentNullException.ThrowIfNull(handler);
        return async (run, old, next) =>
        {
            await handler(run, old, next).ConfigureAwait(false);
            return null;
        };
    }

    public static StateHandler<TRun> From<TRun>(Action<TRun, State, State> handler)
    {
        ArgumentNullException.ThrowIfNull(handler);
        return (run, old, next) =>
        {
            handler(run, old, next);
            return default;
        };
    }

    public static StateHandler<TRun> OnFailure<TRun>(Action<TRun, Failed> handler)
    {
        ArgumentNullException.ThrowIfNull(handler);
        return (run, _, next) =>
        {
            if (next is Failed failed) handler(run, failed);
            return default;
        };
    }

    public static StateHandler<TRun> OnFailure<TRun>(Func<TRun, Failed, Task> handler)
    {
        ArgumentNullException.ThrowIfNull(handler);
        return async (run, _, next) =>
        {
            if (next is Failed failed) await handler(run, failed).ConfigureAwait(false);
            return null;
        };
    }
}
