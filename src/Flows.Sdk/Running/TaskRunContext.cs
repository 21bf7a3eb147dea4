using Flows.Engine;
using Flows.Results;
using Microsoft.Extensions.Logging;

namespace Flows;

/// <summary>What a running task may know of its run. A task gets it by having a parameter of this type.</summary>
public sealed partial class TaskRunContext
{
    private readonly FlowRunContext flow;
    private readonly TaskRun run;
    private readonly Carried carried;

    internal TaskRunContext(FlowRunContext flow, TaskRun run, Carried carried, CancellationToken cancellationToken)
    {
        (this.flow, this.run, this.carried, CancellationToken) = (flow, run, carried, cancellationToken);

        // Noted now: an attempt that was given up may still ask while a later one runs.
        Attempt = run.Attempts;
    }

    /// <summary>The flow's name.</summary>
    public string FlowName => flow.Graph.Name;

    /// <summary>The flow run's id: the server's, or a new one at the desk.</summary>
    public string FlowRunId => flow.Facts.Id;

    /// <summary>The flow run's name.</summary>
    public string FlowRunName => flow.Facts.Name;

    /// <summary>The task's name.</summary>
    public string TaskName => run.Node.Node.Name;

    /// <summary>The task's slug, which is unique in its flow.</summary>
    public string TaskSlug => run.Node.Node.Slug;

    /// <summary>The task run's name: as <see cref="TaskOptions.RunName"/> makes it, else the task's, for a child with its index.</summary>
    public string TaskRunName => run.RunName;

    /// <summary>The task run's id.</summary>
    public string TaskRunId => run.Id;

    /// <summary>Which attempt this is, counted from 1.</summary>
    public int Attempt { get; }

    /// <summary>Which child of a mapped task this is, counted from 0; null when the task is not mapped.</summary>
    public int? MapIndex => run.MapIndex;

    /// <summary>Which round of a looping task this is, counted from 1; each round has attempts of its own.</summary>
    public int LoopCount => carried.Round;

    /// <summary>Whether somebody resumed the run after it had paused.</summary>
    public bool IsResumed => carried.Resumed;

    /// <summary>The time for which the flow run was planned.</summary>
    public DateTimeOffset? ScheduledStartTime => flow.Facts.ScheduledStartTime;

    /// <summary>The parameters of the flow run, defaults included.</summary>
    public IReadOnlyDictionary<string, object?> Parameters => flow.Parameters.Values;

    /// <summary>Writes to the logs of the task run; a run at the desk also keeps the lines in <see cref="TaskState.Logs"/>.</summary>
    public ILogger Logger => field ??= TaskRunLogger.For(flow, run);

    /// <summary>The JSON of the flow's values.</summary>
    internal ValueJson Json => ValueJson.Of(flow.Graph.Settings.Json);

    /// <summary>Leaves links, texts, tables and progress for people to look at.</summary>
    public TaskArtifacts Artifacts => field ??= new(flow, run);

    /// <summary>The clock to use, so that tests can set it.</summary>
    public TimeProvider TimeProvider => flow.Options.TimeProvider;

    /// <summary>Cancelled when the attempt is to stop: its time is up, or the flow run is cancelled.</summary>
    public CancellationToken CancellationToken { get; }
}
