using System.Text.Json;

namespace Flows.Sdk.Tests.Registration;

/// <summary>The shape of JSON: keys and kinds of values, not the values.</summary>
internal static class JsonShape
{
    /// <summary>One line per path; a list is as its elements are. Numbers, true and false show as such; null stands for anything.</summary>
    public static IReadOnlyList<string> Of(JsonElement json)
    {
        var lines = new SortedSet<string>(StringComparer.Ordinal);
        Collect(json, "$", lines);
        return [.. lines];
    }

    private static void Collect(JsonElement json, string path, SortedSet<string> lines)
    {
        lines.Add($"{path}: {Kind(json)}");
        if (json.ValueKind == JsonValueKind.Object)
            foreach (var property in json.EnumerateObject()) Collect(property.Value, $"{path}.{property.Name}", lines);
        if (json.ValueKind == JsonValueKind.Array)
            foreach (var item in json.EnumerateArray()) Collect(item, $"{path}[]", lines);
    }

    private static string Kind(JsonElement json) => json.ValueKind is JsonValueKind.True or JsonValueKind.False ? "Bool" : json.ValueKind.ToString();
}
