using System.Text.Json;

namespace Flows.Sdk.Tests;

/// <summary>Data recorded from the original program.</summary>
internal static class Fixtures
{
    public static JsonElement Read(string name) =>
        JsonElement.Parse(File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "fixtures", name)));

    public static void ShouldBeJson(this JsonElement actual, JsonElement expected) =>
        JsonElement.DeepEquals(actual, expected).ShouldBeTrue($"expected {expected}\nbut was  {actual}");

    public static void ShouldBeJson(this JsonElement actual, string expected) => actual.ShouldBeJson(JsonElement.Parse(expected));
}
