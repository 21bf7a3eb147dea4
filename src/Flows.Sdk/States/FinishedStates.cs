namespace Flows.States;

/// <summary>The run has ended.</summary>
public record Finished : State;

/// <summary>The task asked to be run once more with its result as input.</summary>
public sealed record Looped : Finished
{
    /// <summary>How many rounds have been made. <value>The default is 1.</value></summary>
    public int LoopCount { get; init; } = 1;
}

/// <summary>The run was cancelled.</summary>
public sealed record Cancelled : Finished;

/// <summary>The run ended well.</summary>
public record Success : Finished;

/// <summary>The run was not needed: an earlier result is still valid.</summary>
public sealed record Cached : Success
{
    /// <summary>Until when the result is valid; null means for ever.</summary>
    public DateTimeOffset? Expiration { get; init; }

    /// <summary>The flow parameters of the run that made the result.</summary>
    public IReadOnlyDictionary<string, object?>? Parameters { get; init; }

    /// <summary>A hash of each input of the run that made the result.</summary>
    public IReadOnlyDictionary<string, string>? HashedInputs { get; init; }
}

/// <summary>The task was mapped; its children carry the results.</summary>
public sealed record Mapped : Success
{
    /// <summary>How many children there are.</summary>
    public int MapStates { get; init; }
}

/// <summary>The run was left out on purpose.</summary>
public sealed record Skipped : Success;

/// <summary>The run ended badly.</summary>
public record Failed : Finished
{
    /// <summary>What was thrown, when this process saw it.</summary>
    public Exception? Exception => Result.Value as Exception;
}

/// <summary>The run took longer than it may.</summary>
public sealed record TimedOut : Failed;

/// <summary>The run did not start, because what is upstream of it did not end as its trigger asks.</summary>
public sealed record TriggerFailed : Failed;

/// <summary>The result was refused by a check.</summary>
public sealed record ValidationFailed : Failed;
