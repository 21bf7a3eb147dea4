using System.Text.Json;
using Flows.States;

namespace Flows.Wire;

/// <summary>Results as pointers (contract section 1.10): the value never travels, except that a PrefectResult's location is its JSON text.</summary>
internal static class ResultJson
{
    private const string None = "NoResultType";

    /// <summary>A value that lives in this process only: the protocol's base kind, which points nowhere.</summary>
    private const string InMemory = "Result";

    public static void Write(Utf8JsonWriter writer, StateResult result)
    {
        var type = result.PointerType ?? (result.HasValue ? InMemory : None);
        writer.WriteStartObject();
        writer.WriteString("type", type);
        if (type != None) writer.WriteString("location", result.Location);
        if (result.PointerDetails is { } details)
        {
            using var fields = JsonDocument.Parse(details);
            foreach (var field in fields.RootElement.EnumerateObject()) field.WriteTo(writer);
        }

        writer.WriteString("__version__", WireConstants.CoreVersion);
        writer.WriteEndObject();
    }

    public static StateResult Read(JsonElement json)
    {
        if (json.ValueKind != JsonValueKind.Object || Text(json, "type") is not { } type || type == None) return StateResult.None;
        var details = json.EnumerateObject().Where(p => p.Name is not ("type" or "location" or "__version__")).ToList();
        return StateResult.At(type, Text(json, "location"), details.Count == 0 ? null : Object(details));
    }

    private static string? Text(JsonElement json, string key) =>
        json.TryGetProperty(key, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static string Object(IEnumerable<JsonProperty> fields) => "{" + string.Join(',', fields.Select(f => f.ToString())) + "}";
}
