using Flows.States;

namespace Flows;

public sealed partial class FlowSignal
{
    /// <summary>Ends the task as if its trigger had not held; such an end is tried again like any other failure.</summary>
    /// <param name="message">Why, in a sentence.</param>
    /// <returns>What to throw.</returns>
    public static FlowSignal TriggerFail(string message) => new(message, static s => new TriggerFailed { Result = StateResult.Of(s) });

    /// <summary>Ends the attempt as failed because its result does not pass a check; it is tried again if the task has retries left.</summary>
    /// <param name="message">What is wrong with the result, in a sentence.</param>
    /// <param name="cause">What caused it.</param>
    /// <returns>What to throw.</returns>
    public static FlowSignal ValidationFail(string message, Exception? cause = null) =>
        new(message, static s => new ValidationFailed { Result = StateResult.Of(s) }, cause);

    /// <summary>
    /// Has the task wait until somebody resumes it, and then run again from its beginning; <see cref="TaskRunContext.IsResumed"/> tells it so.
    /// The wait is no attempt of its own. See <see cref="FlowRunOptions.OnPaused"/> for runs at the desk.
    /// </summary>
    /// <param name="message">What it waits for, in a sentence.</param>
    /// <param name="until">When it goes on by itself. <value>The default is null: never.</value></param>
    /// <returns>What to throw.</returns>
    public static FlowSignal Pause(string message, DateTimeOffset? until = null) => new(message, _ => new Paused { StartTime = until });

    /// <summary>
    /// Has the task run once more, with a value of this round: <see cref="TaskRunContext.LoopResult{T}(T)"/> gives it to the next one. A
    /// <c>[Task]</c> method that returns <see cref="Loop{T}"/> says the same without an exception.
    /// </summary>
    /// <param name="value">What the next round starts with.</param>
    /// <param name="message">What was done, in a sentence. <value>The default names the round.</value></param>
    /// <returns>What to throw.</returns>
    public static FlowSignal Loop(object? value, string message = "") => new(message, _ => new Looped { Result = StateResult.Of(value) });

    /// <summary>Ends the task in this state and at once: a failure is not tried again, a success is not cached.</summary>
    /// <param name="state">A state that is finished, or one that waits for a time.</param>
    /// <returns>What to throw.</returns>
    /// <exception cref="ArgumentException">No task can end in that state.</exception>
    public static FlowSignal End(State state)
    {
        ArgumentNullException.ThrowIfNull(state);
        return state is Scheduled or (Finished and not (Looped or Mapped))
            ? new(state.Message ?? "", _ => state) { EndsRun = true }
            : throw new ArgumentException($"A task cannot end as {state.Type}: give a state that is finished, such as Success or Failed, or one that waits, such as Paused.", nameof(state));
    }

    /// <summary>Whether no retry and no caching follows.</summary>
    internal bool EndsRun { get; private init; }
}
