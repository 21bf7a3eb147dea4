using Flows.States;

namespace Flows.Engine;

/// <summary>What is kept of a task run besides its state. Made only for a run that logs, is tried again or leaves something; most do not.</summary>
internal sealed class TaskRunRecord
{
    private readonly List<TaskAttemptState> attempts = [];
    private DateTimeOffset? begun;

    /// <summary>The lines of its log.</summary>
    public TaskLog Log { get; } = new();

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

    /// <summary>A later attempt begins.</summary>
    public void Begin(DateTimeOffset now) => begun = now;

    /// <summary>An attempt has ended and another one follows.</summary>
    public void End(TaskRun run, State ended, DateTimeOffset now)
    {
        lock (attempts) attempts.Add(new(run.Attempts, ended, begun ?? run.Started ?? now, now));
    }
}
