using Flows.States;

namespace Flows.Engine;

/// <summary>Tells the state handlers of a flow run or task run of a change of state (contract section 8.3).</summary>
internal static class HandlerCall
{
    /// <summary>Calls the handlers in their order; each is given the state that the one before it left.</summary>
    /// <param name="handlers">The handlers.</param>
    /// <param name="run">The run.</param>
    /// <param name="old">The state that the run leaves.</param>
    /// <param name="next">The state that it is to get.</param>
    /// <param name="fromSignal">Makes a state of a signal that a handler threw.</param>
    /// <param name="log">Is told of an exception of a handler.</param>
    public static async ValueTask<AttemptEnd> CallAsync<TRun>(
        IReadOnlyList<StateHandler<TRun>> handlers, TRun run, State old, State next, Func<FlowSignal, State> fromSignal, Action<Exception> log)
    {
        try
        {
            foreach (var handler in handlers)
                if (await handler(run, old, next).ConfigureAwait(false) is { } other)
                    next = Accept(other, next);
            return new(next);
        }
        catch (Exception e) when (SignalState.Find(e) is { } signal)
        {
            return new(fromSignal(signal), EndsRun: signal.EndsRun || signal.State is Paused);
        }
        catch (Exception e)
        {
            log(e);
            var failed = new Failed { Message = $"Unexpected error while calling state handlers: {e.GetType().Name}: {e.Message}", Result = StateResult.Of(e) };
            return new(failed, EndsRun: true);
        }
    }

    /// <summary>A run cannot be said to be under way when it is not, nor to be what only the engine can make of it.</summary>
    private static State Accept(State other, State next) => other is Scheduled or (Finished and not (Mapped or Looped)) || other.GetType() == next.GetType()
        ? other
        : throw new InvalidOperationException($"A state handler returned {other.Type} in place of {next.Type}: it may return a state that is finished, or one that waits for a time.");
}

/// <summary>Ends the pipeline of a task run: its last state is set, and no further step may follow.</summary>
internal sealed class PipelineEndException : Exception;
