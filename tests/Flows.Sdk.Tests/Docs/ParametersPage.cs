using System.ComponentModel;

namespace Flows.Sdk.Tests.Docs;

/// <summary>The code of docs/parameters.md; a house test compares them.</summary>
public sealed class ParametersPage
{
    public enum Region
    {
        Europe,
        Asia,
    }

    public sealed record LoadSettings(
        string Table,
        [property: Description("Rows in one go.")] int Batch = 100,
        Region Region = Region.Europe,
        TimeSpan? Pause = null,
        IReadOnlyList<string>? Columns = null);

    [Fact]
    public async Task Run_ValuesOfOtherTypes_AreReadByTheirJson()
    {
        var flow = Load();
        var state = await flow.RunAsync(new() { ["since"] = "2026-01-31", ["settings"] = new { Table = "orders", Region = "Asia" } });

        state.Result(flow.Output).ShouldBe("Bob 01/31/2026 orders Asia");
    }

    [Theory]
    [InlineData("""{"table": "t", "batch": "many"}""", "Parameter 'settings' of flow 'Load' does not fit: 'settings.Batch' takes int, not \"many\".")]
    [InlineData("""{"tabel": "t"}""", "Parameter 'settings' of flow 'Load' has no member 'tabel'; it takes 'Table', 'Batch', 'Region', 'Pause', 'Columns'.")]
    public async Task Run_ValueThatDoesNotFit_IsRefusedAtItsPlace(string settings, string sentence) =>
        (await Should.ThrowAsync<FlowParameterException>(() => Load().RunAsync(new() { ["since"] = "2026-01-31", ["settings"] = System.Text.Json.JsonElement.Parse(settings) }))).Message.ShouldBe(sentence);

    private static Flow<TaskResult<string>> Load() => Flow.Define("Load", f =>
    {
        var name = f.Parameter("name", defaultValue: "Bob");
        var since = f.Parameter<DateOnly>("since", description: "The first day to load.");
        var settings = f.Parameter("settings", new LoadSettings("orders"));
        return (name, since, settings).Then("load", (n, day, s) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{n} {day} {s.Table} {s.Region}"));
    });
}
