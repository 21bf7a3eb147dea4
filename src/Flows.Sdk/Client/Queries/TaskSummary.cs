namespace Flows.Client.Queries;

/// <summary>A task of a version of a flow, as lists show it.</summary>
public sealed record TaskSummary
{
    /// <summary>The task's id.</summary>
    public required string Id { get; init; }

    /// <summary>The task's name.</summary>
    public required string Name { get; init; }

    /// <summary>The task's name in its flow, where each occurs once.</summary>
    public required string Slug { get; init; }

    /// <summary>The flow's name.</summary>
    public required string FlowName { get; init; }

    /// <summary>The flow's version.</summary>
    public required int FlowVersion { get; init; }

    /// <summary>When it was registered.</summary>
    public required DateTimeOffset Created { get; init; }

    /// <summary>Whether it was registered as a mapped task.</summary>
    public required bool Mapped { get; init; }

    /// <summary>The qualified name of the task's class in the protocol's own language.</summary>
    public required string Type { get; init; }
}

/// <summary>Which tasks are wanted; what is null does not matter.</summary>
public sealed record TaskFilter
{
    /// <summary>The task's name. <value>The default is null.</value></summary>
    public string? Name { get; init; }

    /// <summary>The flow's name. <value>The default is null.</value></summary>
    public string? Flow { get; init; }

    /// <summary>The flow's version. <value>The default is null.</value></summary>
    public int? FlowVersion { get; init; }

    /// <summary>The project's name. <value>The default is null.</value></summary>
    public string? Project { get; init; }

    /// <summary>How many tasks at most. <value>The default is 10.</value></summary>
    public int Limit { get; init; } = 10;
}
