using Flows.States;

namespace Flows.Engine;

/// <summary>What is kept of a task run besides its state. Made only for a run that logs, is tried again or leaves something; most do not.</summary>
internal sealed class TaskRunRecord
{
    private readonly List<TaskAttemptState> attempts = [];
    private DateTimeOffset? begun;
    private int lateResults;
    private ArtifactBook? artifacts;

    /// <summary>The lines of its log.</summary>
    public TaskLog Log { get; } = new();

    /// <summary>What it left for people to look at.</summary>
    public ArtifactBook Artifacts => artifacts ?? Interlocked.CompareExchange(ref artifacts, new(), null) ?? artifacts!;

    /// <summary>What it left for people to look at; null when nothing.</summary>
    public ArtifactBook? ArtifactsIfAny => Volatile.Read(ref artifacts);

    /// <summary>The attempts that were followed by another one.</summary>
    public IReadOnlyList<TaskAttemptState> Attempts
    {
        get
        {
            lock (attempts) return [.. attempts];
        }
    }

    /// <summary>When the latest attempt began; null when that was the first.</summary>
    public DateTimeOffset? Begun => begun;

    /// <summary>The name that was made of the run's inputs; null when it is named as its task.</summary>
    public string? RunName { get; set; }

    /// <summary>How many results came after the run had been given up.</summary>
    public int LateResults => Volatile.Read(ref lateResults);

    /// <summary>Takes note of a result that came too late; those of two attempts may come at the same moment.</summary>
    public void CountLateResult() => Interlocked.Increment(ref lateResults);

    /// <summary>Which round a looping task is in, counted from 1.</summary>
    public int Round { get; private set; } = 1;

    /// <summary>A round of a looping task begins; each has attempts of its own, and only those of the last are kept, since there may be many rounds.</summary>
    public void BeginRound(int round)
    {
        Round = round;
        lock (attempts) attempts.Clear();
    }

    /// <summary>A later attempt begins.</summary>
    public void Begin(DateTimeOffset now) => begun = now;

    /// <summary>An attempt has ended and another one follows.</summary>
    public void End(TaskRun run, State ended, DateTimeOffset now)
    {
        lock (attempts) attempts.Add(new(run.Attempts, ended, begun ?? run.Started ?? now, now));
    }
}
