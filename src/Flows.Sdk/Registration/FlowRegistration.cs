namespace Flows;

/// <summary>A flow as the server knows it after it was registered.</summary>
public sealed record FlowRegistration
{
    /// <summary>The id of this version; empty when nothing was registered because the program executes a flow run.</summary>
    public required string Id { get; init; }

    /// <summary>The flow's name.</summary>
    public required string Name { get; init; }

    /// <summary>The project.</summary>
    public required string Project { get; init; }

    /// <summary>The version, counted from 1.</summary>
    public required int Version { get; init; }

    /// <summary>The id that all versions of the flow share.</summary>
    public required string FlowGroupId { get; init; }

    /// <summary>The flow's page in the dashboard.</summary>
    public required string Url { get; init; }

    /// <summary>Where the program was stored: an image by its digest, or a folder.</summary>
    public required string StoredAt { get; init; }

    /// <summary>The labels that an agent must have to take a run. <value>Empty by default.</value></summary>
    public IReadOnlyList<string> Labels { get; init; } = [];

    /// <summary>Whether the newest version was equal already, so that nothing changed.</summary>
    public bool Unchanged { get; init; }
}
