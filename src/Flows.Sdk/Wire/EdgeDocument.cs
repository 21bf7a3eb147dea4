using System.Text.Json.Serialization;

namespace Flows.Wire;

/// <summary>What flows from one task into another (contract section 1.5).</summary>
public sealed record EdgeDocument
{
    /// <summary>Where the value comes from.</summary>
    public required TaskReferenceDocument UpstreamTask { get; init; }

    /// <summary>Where it goes.</summary>
    public required TaskReferenceDocument DownstreamTask { get; init; }

    /// <summary>The argument that gets it. <value>The default is null: the edge only orders the tasks.</value></summary>
    public string? Key { get; init; }

    /// <summary>Whether each element makes a run of its own. <value>The default is false.</value></summary>
    public bool Mapped { get; init; }

    /// <summary>Whether a list of lists is made flat first. <value>The default is false.</value></summary>
    public bool Flattened { get; init; }

    /// <summary>The version of the protocol.</summary>
    [JsonPropertyName("__version__")]
    public string Version { get; init; } = WireConstants.CoreVersion;

    internal static IReadOnlyList<EdgeDocument> Sort(IEnumerable<EdgeDocument>? edges) => edges is null
        ? []
        : [.. edges.OrderBy(e => e.UpstreamTask.Slug, StringComparer.Ordinal).ThenBy(e => e.DownstreamTask.Slug, StringComparer.Ordinal).ThenBy(e => e.Key ?? "", StringComparer.Ordinal)];
}

/// <summary>Names a task of the same flow.</summary>
public sealed record TaskReferenceDocument
{
    /// <summary>The task's slug.</summary>
    public required string Slug { get; init; }

    /// <summary>The version of the protocol.</summary>
    [JsonPropertyName("__version__")]
    public string Version { get; init; } = WireConstants.CoreVersion;

    /// <summary>Names a task.</summary>
    /// <param name="slug">The task's slug.</param>
    /// <returns>The reference.</returns>
    public static TaskReferenceDocument To(string slug) => new() { Slug = slug };
}
