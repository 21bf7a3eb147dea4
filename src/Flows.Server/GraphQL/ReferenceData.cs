using System.Text.Json.Nodes;

namespace Flows.Server.GraphQL;

/// <summary>What <c>reference_data</c> tells of states: who descends from whom, and the colours of the original.</summary>
internal static class ReferenceData
{
    private static readonly (string Name, string? Parent, string Color)[] States =
    [
        ("State", null, "#000000"),
        ("Pending", "State", "#d3d3d3"), ("Scheduled", "Pending", "#ffab00"), ("Paused", "Scheduled", "#99a8e8"),
        ("_MetaState", "State", "#000000"), ("ClientFailed", "_MetaState", "#eb0000"), ("Submitted", "_MetaState", "#ffdf5d"), ("Queued", "_MetaState", "#ffea7f"),
        ("Resume", "Scheduled", "#f58c0c"), ("Retrying", "Scheduled", "#f66a0a"),
        ("Running", "State", "#3d67ff"), ("Cancelling", "Running", "#E8E8E8"),
        ("Finished", "State", "#003ccb"), ("Looped", "Finished", "#003ccb"),
        ("Success", "Finished", "#28a745"), ("Cached", "Success", "#34d058"), ("Mapped", "Success", "#003ccb"),
        ("Cancelled", "Finished", "#bdbdbd"),
        ("Failed", "Finished", "#eb0000"), ("TimedOut", "Failed", "#ff4e33"), ("TriggerFailed", "Failed", "#ff5131"), ("ValidationFailed", "Failed", "#ff5131"),
        ("Skipped", "Success", "#62757f"),
    ];

    private static readonly Dictionary<string, string?> Parents = States.ToDictionary(s => s.Name, s => s.Parent, StringComparer.Ordinal);

    /// <summary>Each state with all states that are of its kind, itself first.</summary>
    public static string Hierarchy { get; } = new JsonObject(States.Select(s => KeyValuePair.Create(s.Name, (JsonNode?)KindsOf(s.Name)))).ToJsonString();

    /// <summary>Each state with its colour.</summary>
    public static string Info { get; } =
        new JsonObject(States.Select(s => KeyValuePair.Create(s.Name, (JsonNode?)new JsonObject { ["color"] = s.Color }))).ToJsonString();

    private static JsonArray KindsOf(string kind) => [.. States.Where(s => IsKind(s.Name, kind)).Select(s => (JsonNode)s.Name)];

    private static bool IsKind(string? name, string kind) => name is not null && (name == kind || IsKind(Parents[name], kind));
}
