namespace Flows.Client.Queries;

/// <summary>A version of a flow, as lists show it.</summary>
public sealed record FlowSummary
{
    /// <summary>The flow's id: the id of this version.</summary>
    public required string Id { get; init; }

    /// <summary>The flow's name.</summary>
    public required string Name { get; init; }

    /// <summary>Which version it is.</summary>
    public required int Version { get; init; }

    /// <summary>The id that all versions of the flow share.</summary>
    public required string FlowGroupId { get; init; }

    /// <summary>Whether the version is archived, so that it does not run any more.</summary>
    public bool Archived { get; init; }

    /// <summary>The project.</summary>
    public required string ProjectName { get; init; }

    /// <summary>When it was registered.</summary>
    public required DateTimeOffset Created { get; init; }

    /// <summary>The names of its parameters. <value>Empty by default.</value></summary>
    public IReadOnlyList<string> Parameters { get; init; } = [];
}

/// <summary>Which flows are wanted; what is null does not matter.</summary>
public sealed record FlowFilter
{
    /// <summary>The id of one version. <value>The default is null.</value></summary>
    public string? Id { get; init; }

    /// <summary>The id that all versions of a flow share. <value>The default is null.</value></summary>
    public string? FlowGroupId { get; init; }

    /// <summary>The flow's name. <value>The default is null.</value></summary>
    public string? Name { get; init; }

    /// <summary>The project's name. <value>The default is null.</value></summary>
    public string? Project { get; init; }

    /// <summary>The version. <value>The default is null.</value></summary>
    public int? Version { get; init; }

    /// <summary>Whether archived versions are wanted: false for no, null for also. <value>The default is null.</value></summary>
    public bool? Archived { get; init; }
}
