using System.Text.Encodings.Web;
using System.Text.Json;

namespace Flows.Cli.Output;

/// <summary>Answers for programs.</summary>
internal static class JsonOutput
{
    private static readonly JsonSerializerOptions Options = new()
    {
        WriteIndented = true,
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        // It is for terminals and files, not for pages.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static Task WriteAsync<T>(TextWriter output, T value) => output.WriteLineAsync(JsonSerializer.Serialize(value, Options));

    /// <summary>The same JSON with the keys of all objects in order.</summary>
    public static JsonElement Sorted(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.Object => JsonSerializer.SerializeToElement(json.EnumerateObject().OrderBy(p => p.Name, StringComparer.Ordinal).ToDictionary(p => p.Name, p => Sorted(p.Value))),
        JsonValueKind.Array => JsonSerializer.SerializeToElement(json.EnumerateArray().Select(Sorted).ToList()),
        _ => json,
    };
}
