using System.Text.Encodings.Web;
using System.Text.Json;

namespace Flows.Server.Tests;

internal static class JsonAssertions
{
    private static readonly JsonSerializerOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Compares with JSON that may be laid out freely; the order of keys counts, where the database keeps it in a value.</summary>
    public static void ShouldBeJson(this JsonElement actual, string expected) => Plain(actual).ShouldBe(Plain(JsonElement.Parse(expected)));

    private static string Plain(JsonElement json) => JsonSerializer.Serialize(TestDatabase.KeepsKeyOrder ? json : Sorted(json), Options);

    private static object? Sorted(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.Object => json.EnumerateObject().OrderBy(p => p.Name, StringComparer.Ordinal).ToDictionary(p => p.Name, p => Sorted(p.Value)),
        JsonValueKind.Array => json.EnumerateArray().Select(Sorted).ToList(),
        _ => json,
    };
}
