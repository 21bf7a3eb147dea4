using System.Text.Json;

namespace Flows;

/// <summary>What a task left for people to look at, beside the states of its run.</summary>
public sealed record TaskArtifact
{
    /// <summary>What it is.</summary>
    public required ArtifactKind Kind { get; init; }

    /// <summary>What the task calls it; null when it has no name.</summary>
    public string? Name { get; init; }

    /// <summary>A link's address; otherwise Markdown, also of tables and of progress.</summary>
    public required string Text { get; init; }

    /// <summary>What the server is given.</summary>
    public required JsonElement Data { get; init; }

    /// <summary>The protocol knows links and Markdown; a table and a progress are Markdown with the facts beside it.</summary>
    internal string WireKind => Kind == ArtifactKind.Link ? "link" : "markdown";
}

/// <summary>The kinds of <see cref="TaskArtifact"/>.</summary>
public enum ArtifactKind
{
    /// <summary>An address to open.</summary>
    Link,

    /// <summary>A text.</summary>
    Markdown,

    /// <summary>Rows and columns.</summary>
    Table,

    /// <summary>How far the task is.</summary>
    Progress,
}
