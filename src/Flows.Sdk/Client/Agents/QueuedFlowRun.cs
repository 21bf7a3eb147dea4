using Flows.States;
using Flows.Wire;

namespace Flows.Client.Agents;

/// <summary>A flow run that is due, with what an agent needs to start it.</summary>
public sealed record QueuedFlowRun
{
    /// <summary>The run's id.</summary>
    public required string Id { get; init; }

    /// <summary>The run's name.</summary>
    public required string Name { get; init; }

    /// <summary>The version of the run's state; sent with the next state, so that a server that locks can refuse a stale one.</summary>
    public required int Version { get; init; }

    /// <summary>Where the run stands.</summary>
    public required State State { get; init; }

    /// <summary>How the run wants to be started. <value>The default is null: each agent does as it likes.</value></summary>
    public RunConfigDocument? RunConfig { get; init; }

    /// <summary>The flow.</summary>
    public required QueuedFlow Flow { get; init; }

    /// <summary>Its task runs whose time has come again; the flow run is started for their sake when it is running. <value>Empty by default.</value></summary>
    public IReadOnlyList<QueuedTaskRun> TaskRuns { get; init; } = [];

    /// <summary>The fencing token of the claim under which this agent holds the run. <value>The default is null: not claimed.</value></summary>
    public string? Claim { get; init; }

    /// <summary>How long the claim keeps others away after each sign of life. <value>Zero by default: not claimed.</value></summary>
    public TimeSpan Lease { get; init; }

    /// <summary>Says what in the run's documents cannot be read, in a sentence: then no agent can start it. <value>The default is null: all can be read.</value></summary>
    public string? Unreadable { get; init; }

    /// <summary>When the run may start; null means at once.</summary>
    public DateTimeOffset? StartTime => State switch
    {
        Scheduled scheduled => scheduled.StartTime,
        Queued queued => queued.StartTime,
        _ => null,
    };
}

/// <summary>The flow of a run that is due.</summary>
public sealed record QueuedFlow
{
    /// <summary>The flow's id.</summary>
    public required string Id { get; init; }

    /// <summary>The flow's name.</summary>
    public required string Name { get; init; }

    /// <summary>Which version of the flow it is.</summary>
    public required int Version { get; init; }

    /// <summary>Where the flow's program is. <value>The default is null: nowhere.</value></summary>
    public StorageDocument? Storage { get; init; }

    /// <summary>The version of the library that registered the flow. <value>The default is null: not known.</value></summary>
    public string? CoreVersion { get; init; }
}

/// <summary>A task run whose time has come again.</summary>
/// <param name="Id">The task run's id.</param>
/// <param name="Version">The version of its state.</param>
/// <param name="State">Where it stands.</param>
public sealed record QueuedTaskRun(string Id, int Version, State State);
