using System.Text.Json;
using Flows.Server.Model;

namespace Flows.Server.Stores;

/// <summary>Labels as they are stored: sorted, each once, a JSON array.</summary>
internal static class Labels
{
    public static JsonText ToJson(IEnumerable<string> labels) => new(JsonSerializer.Serialize(labels.Distinct().Order(StringComparer.Ordinal), JsonText.Plain));

    /// <summary>The labels in a JSON array, or in the member <c>labels</c> of an object; null when there is none.</summary>
    public static IReadOnlyList<string>? From(string? json)
    {
        if (json is null) return null;
        var root = JsonElement.Parse(json);
        if (root.ValueKind == JsonValueKind.Object && !root.TryGetProperty("labels", out root)) return null;
        return root.ValueKind == JsonValueKind.Array ? [.. root.EnumerateArray().Select(l => l.ToString())] : null;
    }
}
