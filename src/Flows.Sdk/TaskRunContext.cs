using Microsoft.Extensions.Logging;

namespace Flows;

/// <summary>What a running task may know of its run. A task gets it by having a parameter of this type.</summary>
public sealed class TaskRunContext
{
    internal TaskRunContext() { }

    /// <summary>The flow's name.</summary>
    public required string FlowName { get; init; }

    /// <summary>The flow run's id: the server's, or a new one at the desk.</summary>
    public required string FlowRunId { get; init; }

    /// <summary>The flow run's name.</summary>
    public required string FlowRunName { get; init; }

    /// <summary>The task's name.</summary>
    public required string TaskName { get; init; }

    /// <summary>The task's slug, which is unique in its flow.</summary>
    public required string TaskSlug { get; init; }

    /// <summary>The task run's id.</summary>
    public required string TaskRunId { get; init; }

    /// <summary>Which attempt this is, counted from 1.</summary>
    public required int Attempt { get; init; }

    /// <summary>Which child of a mapped task this is, counted from 0; null when the task is not mapped.</summary>
    public int? MapIndex { get; init; }

    /// <summary>The time for which the flow run was planned.</summary>
    public DateTimeOffset? ScheduledStartTime { get; init; }

    /// <summary>The parameters of the flow run, defaults included.</summary>
    public required IReadOnlyDictionary<string, object?> Parameters { get; init; }

    /// <summary>Writes to the logs of the task run.</summary>
    public required ILogger Logger { get; init; }

    /// <summary>The clock to use, so that tests can set it.</summary>
    public required TimeProvider TimeProvider { get; init; }

    /// <summary>Cancelled when the attempt is to stop: its time is up, or the flow run is cancelled.</summary>
    public CancellationToken CancellationToken { get; init; }
}
