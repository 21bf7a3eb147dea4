using Flows.States;

namespace Flows;

/// <summary>How one attempt of a task ended.</summary>
/// <param name="Number">Which attempt it was, counted from 1.</param>
/// <param name="State">The state it ended in: Success, Failed and the like; Retrying when the task asked itself for another attempt.</param>
/// <param name="StartTime">When it began.</param>
/// <param name="EndTime">When it ended.</param>
public sealed record TaskAttemptState(int Number, State State, DateTimeOffset StartTime, DateTimeOffset EndTime)
{
    /// <summary>What the task threw; null when it did not fail.</summary>
    public Exception? Exception => State is Failed failed ? failed.Exception : null;

    /// <summary>How long it took.</summary>
    public TimeSpan Duration => EndTime - StartTime;
}
