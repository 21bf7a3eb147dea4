using System.Text.Json;

namespace Flows.Sdk.RRule.Tests;

/// <summary>Data recorded from other programs.</summary>
internal static class Fixtures
{
    public static JsonElement Read(string name) => JsonElement.Parse(File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "fixtures", name)));

    public static void ShouldBeJson(this JsonElement actual, JsonElement expected) =>
        JsonElement.DeepEquals(actual, expected).ShouldBeTrue($"expected {expected}\nbut was  {actual}");
}
