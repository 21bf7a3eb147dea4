using System.Text.Json;
using Flows.States;

namespace Flows.Client;

/// <summary>What a process needs to know of the flow run that it executes.</summary>
public sealed record FlowRunInfo
{
    /// <summary>The run's id.</summary>
    public required string Id { get; init; }

    /// <summary>The run's name.</summary>
    public required string Name { get; init; }

    /// <summary>The id of the version that runs.</summary>
    public required string FlowId { get; init; }

    /// <summary>The project's name.</summary>
    public string? ProjectName { get; init; }

    /// <summary>Counts the states that the run has had.</summary>
    public required int Version { get; init; }

    /// <summary>Where the run stands.</summary>
    public required State State { get; init; }

    /// <summary>The values of parameters by name. The server leaves out defaults that are null, empty, zero or false.</summary>
    public required IReadOnlyDictionary<string, JsonElement> Parameters { get; init; }

    /// <summary>Facts that the creator of the run gave.</summary>
    public required IReadOnlyDictionary<string, JsonElement> Context { get; init; }

    /// <summary>The time for which the run was planned.</summary>
    public DateTimeOffset? ScheduledStartTime { get; init; }

    /// <summary>The runs of the tasks, without the children of mapped ones.</summary>
    public required IReadOnlyList<FlowTaskRunInfo> TaskRuns { get; init; }
}

/// <summary>The run of a task within a flow run.</summary>
/// <param name="Id">The task run's id.</param>
/// <param name="TaskId">The task's id.</param>
/// <param name="Slug">The task's slug.</param>
/// <param name="Version">Counts the states that the run has had.</param>
/// <param name="State">Where it stands.</param>
public sealed record FlowTaskRunInfo(string Id, string TaskId, string Slug, int Version, State State);

/// <summary>The run of a task, or of one child of a mapped task.</summary>
/// <param name="Id">The task run's id.</param>
/// <param name="Version">Counts the states that the run has had.</param>
/// <param name="State">Where it stands.</param>
public sealed record TaskRunInfo(string Id, int Version, State State);
