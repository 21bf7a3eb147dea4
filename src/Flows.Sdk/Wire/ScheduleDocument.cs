using System.Text.Json;
using System.Text.Json.Serialization;

namespace Flows.Wire;

/// <summary>When runs of a flow are made (contract section 1.7). Arrays that are missing are empty.</summary>
public sealed record ScheduleDocument
{
    /// <summary>What emits times.</summary>
    public IReadOnlyList<ClockDocument> Clocks { get; init => field = value ?? []; } = [];

    /// <summary>All of these must let a time pass.</summary>
    public IReadOnlyList<FunctionDocument> Filters { get; init => field = value ?? []; } = [];

    /// <summary>One of these must let a time pass, if there are any.</summary>
    public IReadOnlyList<FunctionDocument> OrFilters { get; init => field = value ?? []; } = [];

    /// <summary>None of these may let a time pass.</summary>
    public IReadOnlyList<FunctionDocument> NotFilters { get; init => field = value ?? []; } = [];

    /// <summary>Change the times that passed, one after the other.</summary>
    public IReadOnlyList<FunctionDocument> Adjustments { get; init => field = value ?? []; } = [];

    /// <summary>The version of the protocol.</summary>
    [JsonPropertyName("__version__")]
    public string Version { get; init; } = WireConstants.CoreVersion;

    /// <summary>Reads a document.</summary>
    /// <param name="json">The JSON.</param>
    /// <returns>The document.</returns>
    /// <exception cref="JsonException">It is not a schedule.</exception>
    public static ScheduleDocument FromJson(JsonElement json) =>
        json.Deserialize(WireJson.Default.ScheduleDocument) ?? throw new JsonException("A schedule document is an object, not null.");

    /// <summary>The document as JSON.</summary>
    /// <returns>The JSON.</returns>
    public JsonElement ToJson() => JsonSerializer.SerializeToElement(this, WireJson.Default.ScheduleDocument);
}
