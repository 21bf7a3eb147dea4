using Flows.States;

namespace Flows.Engine;

/// <summary>One run of a task: of a plain task, of a mapped task as a whole, or of one of its children. Kept for the result, so it is small.</summary>
internal sealed class TaskRun(NodeRun node, int index)
{
    /// <summary>The index of a run that is not a child.</summary>
    public const int NotAChild = -1;

    private static readonly Pending NotRun = new() { Message = "Task not run." };
    private object kept = NotRun;
    private string? id;
    private bool closed;
    private long started;
    private long ended;
    private TaskRunRecord? record;

    public NodeRun Node { get; } = node;
    public int Index { get; } = index;
    public bool IsChild => Index != NotAChild;
    public int? MapIndex => IsChild ? Index : null;
    public State State => PlainSuccess.Unpack(Volatile.Read(ref kept), Node);

    /// <summary>The state, unless it is a plain success, which would have to be made first.</summary>
    public State? Unusual => Volatile.Read(ref kept) as State;

    public bool IsFinished => Unusual is null or { IsFinished: true };
    public bool IsSuccessful => Unusual is null or { IsSuccessful: true };

    /// <summary>The result in the state.</summary>
    public object? Value => Volatile.Read(ref kept) is var now && now is State state ? state.Result.Value : now;

    /// <summary>How it ended, counted.</summary>
    public UpstreamCounts Outcome => Unusual is { } state ? UpstreamCounts.Of(state) : UpstreamCounts.OneSuccess;

    /// <summary>Whether the store was asked about it.</summary>
    public bool IsKnown { get; private set; }

    /// <summary>Its id: the store's, or one that is made up once somebody asks, since a hundred thousand children are seldom asked for theirs.</summary>
    public string Id => Volatile.Read(ref id) ?? Interlocked.CompareExchange(ref id, Guid.NewGuid().ToString(), null) ?? id;

    /// <summary>What the store needs to know of it.</summary>
    /// <param name="state">Its state.</param>
    public TaskRunFacts Facts(State state) => new(id, Node.Node.Slug, MapIndex, state);

    /// <summary>How many attempts were started, those of earlier processes included.</summary>
    public int Attempts { get; set; }

    /// <summary>When its first attempt in this process began.</summary>
    public DateTimeOffset? Started { get => Instant(started); set => started = value?.UtcTicks ?? 0; }

    /// <summary>When it finished.</summary>
    public DateTimeOffset? Ended { get => Instant(ended); set => ended = value?.UtcTicks ?? 0; }

    /// <summary>How many children upstream must settle before this child may start.</summary>
    public int Waiting { get; set; }

    /// <summary>Whether the scheduler is done with it: it has finished, or is left to another process.</summary>
    public bool Settled { get; set; }

    /// <summary>Whether it finished in an earlier process, but its result is needed and cannot be had.</summary>
    public bool RunAgain { get; set; }

    /// <summary>What is kept besides the state; made when it is first asked for.</summary>
    public TaskRunRecord Record => record ?? Interlocked.CompareExchange(ref record, new(), null) ?? record!;

    /// <summary>What is kept besides the state; null when there is nothing.</summary>
    public TaskRunRecord? RecordIfAny => Volatile.Read(ref record);

    /// <summary>The task's name, with the index of a child: <c>Add[3]</c>.</summary>
    public string DisplayName => IsChild ? $"{Node.Node.Name}[{Index}]" : Node.Node.Name;

    /// <summary>The name that was made of its inputs, else the one that is displayed.</summary>
    public string RunName => RecordIfAny?.RunName ?? DisplayName;

    /// <summary>Goes on from what a store knows.</summary>
    public void Restore(TaskRunFacts facts)
    {
        (id, IsKnown) = (facts.Id, true);
        TrySet(facts.State);
    }

    /// <summary>An attempt begins.</summary>
    public void Begin(int attempt, DateTimeOffset now)
    {
        if (Started is null) Started = now;
        else Record.Begin(now);
        Attempts = attempt;
    }

    /// <summary>Whether it was given up, so that nothing it yields is taken any more.</summary>
    public bool IsClosed => Volatile.Read(ref closed);

    /// <summary>Takes a new state, unless the run was closed.</summary>
    /// <returns>Whether it was taken.</returns>
    public bool TrySet(State next)
    {
        var packed = PlainSuccess.Pack(next, Node);
        while (true)
        {
            var old = Volatile.Read(ref kept);
            if (Volatile.Read(ref closed)) return false;
            if (ReferenceEquals(Interlocked.CompareExchange(ref kept, packed, old), old)) return true;
        }
    }

    /// <summary>Gives up on a run: whatever it still yields is dropped.</summary>
    public void Close(State end)
    {
        Volatile.Write(ref closed, true);
        Interlocked.Exchange(ref kept, end);
    }

    private static DateTimeOffset? Instant(long ticks) => ticks == 0 ? null : new DateTimeOffset(ticks, TimeSpan.Zero);
}
