using System.Text.Encodings.Web;
using System.Text.Json;

namespace Flows.Server.Tests;

internal static class JsonAssertions
{
    private static readonly JsonSerializerOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Compares with JSON that may be laid out freely; the order of keys counts.</summary>
    public static void ShouldBeJson(this JsonElement actual, string expected) => Plain(actual).ShouldBe(Plain(JsonElement.Parse(expected)));

    private static string Plain(JsonElement json) => JsonSerializer.Serialize(json, Options);
}
