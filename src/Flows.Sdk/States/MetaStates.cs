namespace Flows.States;

/// <summary>A state that says something about another one. A meta state never wraps a meta state.</summary>
public abstract record MetaState : State
{
    private protected MetaState() { }

    /// <summary>The state that is wrapped, already unwrapped itself; null when it is not known.</summary>
    public State? Inner { get; init => field = value is MetaState meta ? meta.Inner : value; }
}

/// <summary>An agent has taken the run and is starting it.</summary>
public sealed record Submitted : MetaState;

/// <summary>The server asks the runner to wait: a limit is reached.</summary>
public sealed record Queued : MetaState
{
    /// <summary>When to ask again.</summary>
    public DateTimeOffset? StartTime { get; init; }
}

/// <summary>The state could not be stored; it is known only to the process that holds it.</summary>
public sealed record ClientFailed : MetaState;
