using System.Diagnostics.CodeAnalysis;
using Flows.Graph;
using Flows.States;

namespace Flows;

/// <summary>
/// Ends a task in a state of its choice: <c>throw FlowSignal.Skip("nothing to do")</c>. It derives from <see cref="Exception"/>, so a
/// task that catches all exceptions must let it pass: <c>catch (Exception e) when (e is not FlowSignal)</c>.
/// </summary>
[SuppressMessage("Naming", "CA1710", Justification = "A signal is thrown, but it is not an error: Skip and Success end a task well.")]
public sealed partial class FlowSignal : Exception
{
    private FlowSignal(string message, Func<FlowSignal, State> state, Exception? cause = null)
        : base(message, cause) => State = state(this) with { Message = message };

    /// <summary>The state that the task is to end in.</summary>
    public State State { get; }

    /// <summary>Leaves the task out: it counts as successful, and the tasks downstream are skipped as well unless they say otherwise.</summary>
    /// <param name="message">Why, in a sentence.</param>
    /// <returns>What to throw.</returns>
    public static FlowSignal Skip(string message) => new(message, static _ => new Skipped());

    /// <summary>Ends the attempt as failed, as any other exception does, but with a message of its own. It is tried again if the task has retries left.</summary>
    /// <param name="message">Why, in a sentence.</param>
    /// <param name="cause">What caused it.</param>
    /// <returns>What to throw.</returns>
    public static FlowSignal Fail(string message, Exception? cause = null) => new(message, static s => new Failed { Result = StateResult.Of(s) }, cause);

    /// <summary>Ends the task well before its end is reached.</summary>
    /// <param name="message">Why, in a sentence.</param>
    /// <param name="result">The task's result; it must be of the type that the task returns. <value>The default is null: no result.</value></param>
    /// <returns>What to throw.</returns>
    public static FlowSignal Success(string message, object? result = null) => new(message, _ => new Success { Result = StateResult.Of(result) });

    /// <summary>Has the task tried again, no matter how many retries it has left.</summary>
    /// <param name="message">Why, in a sentence.</param>
    /// <param name="after">How long to wait, at most 3650 days. <value>The default is null: the task's own retry delay.</value></param>
    /// <returns>What to throw.</returns>
    public static FlowSignal Retry(string message, TimeSpan? after = null) => new(message, static _ => new Retrying())
    {
        RetryAfter = after is not { } wait || (wait >= TimeSpan.Zero && wait <= OptionsCheck.LongestDelay) ? after
            : throw new ArgumentOutOfRangeException(nameof(after), after, $"A retry can wait from zero to {OptionsCheck.LongestDelay.Days} days."),
    };

    /// <summary>How long to wait before the next attempt; null for the task's own delay.</summary>
    internal TimeSpan? RetryAfter { get; private init; }
}
