using Flows.Engine;
using Flows.States;

namespace Flows;

/// <summary>How one task of a flow run ended, or one child of a mapped task.</summary>
public sealed class TaskState
{
    private readonly TaskRun run;

    internal TaskState(TaskRun run) => this.run = run;

    /// <summary>The task's name; for a child with its index: <c>Add[3]</c>.</summary>
    public string Name => run.DisplayName;

    /// <summary>The task's slug, which is unique in its flow.</summary>
    public string Slug => run.Node.Node.Slug;

    /// <summary>Which child it is, counted from 0; null when it is none.</summary>
    public int? MapIndex => run.MapIndex;

    /// <summary>The state of the task run; Mapped for a mapped task, whose <see cref="Children"/> have the results.</summary>
    public State State => run.State;

    /// <summary>The id of the task run; null when the run did not get to this task.</summary>
    public string? TaskRunId => run.IsKnown ? run.Id : null;

    /// <summary>How many attempts were made; 0 when the task did not run here.</summary>
    public int Attempts => run.Attempts;

    /// <summary>
    /// Each attempt made in this process, with its state, what it threw and when; empty when the task did not run here. A mapped task makes
    /// none itself, its children do.
    /// </summary>
    public IReadOnlyList<TaskAttemptState> History => TaskHistory.Of(run);

    /// <summary>
    /// What the last attempt was given, by argument name: what the tasks upstream yielded, and constants. An argument that was left out,
    /// or has no value, is not in it. A mapped task has the lists that its children are made from.
    /// </summary>
    public IReadOnlyDictionary<string, object?> Inputs => ShownInputs.Of(run);

    /// <summary>What the task wrote to its log, the latest <see cref="FlowRunOptions.KeptLogLines"/> lines of all its attempts in this process.</summary>
    public IReadOnlyList<TaskLogLine> Logs => run.RecordIfAny?.Log.Lines ?? [];

    /// <summary>What the task left by <see cref="TaskRunContext.Artifacts"/> in this process.</summary>
    public IReadOnlyList<TaskArtifact> Artifacts => run.RecordIfAny?.ArtifactsIfAny?.All ?? [];

    /// <summary>How many older log lines are not in <see cref="Logs"/>.</summary>
    public int DroppedLogLines => run.RecordIfAny?.Log.Dropped ?? 0;

    /// <summary>The task run's name: as <see cref="TaskOptions.RunName"/> makes it, else <see cref="Name"/>.</summary>
    public string RunName => run.RunName;

    /// <summary>How many rounds a looping task made in this process, the last one included; 1 for others. Attempts are those of the last round.</summary>
    public int LoopCount => run.RecordIfAny?.Round ?? 1;

    /// <summary>How many of its results came after it had been given up, by its timeout or the end of the flow run; they were dropped. It may still grow after the run.</summary>
    public int LateResults => run.RecordIfAny?.LateResults ?? 0;

    /// <summary>When its first attempt began; null when the task did not run here.</summary>
    public DateTimeOffset? StartTime => run.Started;

    /// <summary>From the begin of the first attempt to the end of the last, waits for retries included; null when the task did not run here.</summary>
    public TimeSpan? Duration => LastEnd is { } ended && run.Started is { } started ? ended - started : null;

    /// <summary>The children of a mapped task by index; empty for others.</summary>
    public IReadOnlyList<TaskState> Children => run is { IsChild: false, Node.Map: { } map } ? Array.ConvertAll(map.Children, static c => new TaskState(c)) : [];

    /// <summary>What the task threw; for a mapped task, what its first failed child threw. Null when it did not fail.</summary>
    public Exception? Exception => Failure is Failed failed ? failed.Exception : null;

    /// <summary>The value, for a mapped task of all of its children.</summary>
    internal object? Value => run.IsChild ? run.Value : run.Node.Value;

    /// <summary>The state that keeps the task from having a result; null when it has one.</summary>
    internal State? Failure => run is { IsChild: false, Node.Map: { } map }
        ? map.Children.FirstOrDefault(static c => !c.IsSuccessful)?.State
        : run.State is Success and not Skipped ? null : run.State;

    private DateTimeOffset? LastEnd => run is { IsChild: false, Node.Map: { Children.Length: > 0 } map } ? map.Children.Max(static c => c.Ended) : run.Ended;

    /// <summary>The task and its state, for example <c>Add[3]: Failed (Error during execution of task: ...)</c>.</summary>
    /// <returns>One line.</returns>
    public override string ToString() => State.Message is { Length: > 0 } message ? $"{Name}: {State.Type} ({message})" : $"{Name}: {State.Type}";
}
