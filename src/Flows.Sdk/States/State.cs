namespace Flows.States;

/// <summary>
/// Where a flow run or task run stands. The hierarchy and its predicates are those of Prefect 1.x, so that states can be
/// exchanged with its clients: a <see cref="Skipped"/> run is successful, a <see cref="Cancelled"/> one is finished but neither
/// successful nor failed, a <see cref="Submitted"/> one is neither pending nor running.
/// </summary>
/// <remarks>Two states are equal when their type, their result and their own fields are; message, context and cached inputs do not count.</remarks>
public abstract record State
{
    private protected State() { }

    /// <summary>The name of the state on the wire and in messages, for example <c>Success</c>.</summary>
    public string Type => GetType().Name;

    /// <summary>What happened, in a sentence. <value>The default is null.</value></summary>
    public string? Message { get; init; }

    /// <summary>What the run yielded: a value, an exception or nothing. <value>The default is <see cref="StateResult.None"/>.</value></summary>
    public StateResult Result { get; init; } = StateResult.None;

    /// <summary>Facts that travel with the state, such as <c>tags</c> and <c>task_run_count</c>. <value>Empty by default.</value></summary>
    public IReadOnlyDictionary<string, object?> Context { get; init; } = System.Collections.ObjectModel.ReadOnlyDictionary<string, object?>.Empty;

    /// <summary>Where the inputs of the run can be read again; kept for the protocol, which passes them on. <value>Empty by default.</value></summary>
    public IReadOnlyDictionary<string, StateResult> CachedInputs { get; init; } = System.Collections.ObjectModel.ReadOnlyDictionary<string, StateResult>.Empty;

    /// <summary>Whether the run has not started: <see cref="Pending"/> and its kinds.</summary>
    public bool IsPending => this is Pending;

    /// <summary>Whether the run waits for a time: <see cref="Scheduled"/> and its kinds, or <see cref="Queued"/>.</summary>
    public bool IsScheduled => this is Scheduled or Queued;

    /// <summary>Whether the run is being executed, <see cref="Cancelling"/> included.</summary>
    public bool IsRunning => this is Running;

    /// <summary>Whether the run has ended in any way.</summary>
    public bool IsFinished => this is Finished;

    /// <summary>Whether the run ended well; skipped, cached and mapped ones did.</summary>
    public bool IsSuccessful => this is Success;

    /// <summary>Whether the run ended badly.</summary>
    public bool IsFailed => this is Failed;

    /// <summary>Whether the run was skipped.</summary>
    public bool IsSkipped => this is Skipped;

    /// <summary>Whether the state wraps another: <see cref="Submitted"/>, <see cref="Queued"/>, <see cref="ClientFailed"/>.</summary>
    public bool IsMeta => this is MetaState;

    /// <summary>Compares type, result and own fields.</summary>
    /// <param name="other">The state to compare with.</param>
    /// <returns>Whether both say the same.</returns>
    public virtual bool Equals(State? other) => other is not null && EqualityContract == other.EqualityContract && Result == other.Result;

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(EqualityContract, Result);
}
