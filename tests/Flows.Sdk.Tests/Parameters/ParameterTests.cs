using System.Text.Json;

namespace Flows.Sdk.Tests.Parameters;

/// <summary>Parameters of all types: what a run takes for them, and what it says of what it does not take.</summary>
public sealed class ParameterTests
{
    private static readonly Flow<Parameter<LoadSettings>> Load = Flow.Define("Load", f => f.Parameter<LoadSettings>("settings"));

    [Fact]
    public async Task RunAsync_RecordAsJson_IsReadMemberByMember()
    {
        var state = await Load.RunAsync(new()
        {
            ["settings"] = JsonElement.Parse(
                """
                {"table": "t", "Batch": 5, "region": "asia", "since": "2021-03-12", "retries": {"count": 2, "delay": "00:00:30"},
                 "columns": [{"name": "a", "format": null}, {"name": "b"}], "weights": {"x": 1, "y": 0.5}}
                """),
        });

        var settings = state.Result(Load.Output);
        (settings.Table, settings.Batch, settings.Region, settings.Since).ShouldBe(("t", 5, Region.Asia, new DateOnly(2021, 3, 12)));
        (settings.Retries!.Count, settings.Retries.Delay).ShouldBe((2, TimeSpan.FromSeconds(30)));
        settings.Columns.ShouldBe([new("a", null), new("b", null)]);
        settings.Weights!["y"].ShouldBe(0.5);
    }

    [Fact]
    public async Task RunAsync_RecordAsAnObjectOfAnotherType_IsReadByItsMembers()
    {
        var state = await Load.RunAsync(new() { ["settings"] = new { Table = "t", Batch = 7 } });

        state.Result(Load.Output).ShouldBe(new LoadSettings("t", 7));
    }

    [Fact]
    public async Task RunAsync_RecordOfItsOwnType_IsTakenAsItIs()
    {
        var settings = new LoadSettings("t");

        (await Load.RunAsync(new() { ["settings"] = settings })).Result(Load.Output).ShouldBeSameAs(settings);
    }

    [Theory]
    [InlineData("""{}""", "lacks its member 'Table' (string).")]
    [InlineData("""3""", "takes LoadSettings, an object of 'Table', 'Batch', 'Region', 'Since', 'Retries', 'Columns', 'Weights', not 3.")]
    [InlineData("""{"table": "t", "bacth": 5}""", "has no member 'bacth'; it takes 'Table', 'Batch', 'Region', 'Since', 'Retries', 'Columns', 'Weights'.")]
    [InlineData("""{"table": null}""", "does not fit: 'settings.Table' takes string, not null.")]
    [InlineData("""{"table": "t", "batch": "many"}""", "does not fit: 'settings.Batch' takes int, not \"many\".")]
    [InlineData("""{"table": "t", "batch": null}""", "does not fit: 'settings.Batch' takes int, not null.")]
    [InlineData("""{"table": "t", "region": "Africa"}""", "does not fit: 'settings.Region' takes Region ('Europe', 'Asia'), not \"Africa\".")]
    [InlineData("""{"table": "t", "region": 7}""", "does not fit: 'settings.Region' takes Region ('Europe', 'Asia'), not 7.")]
    [InlineData("""{"table": "t", "since": "12.3.2021"}""", "does not fit: 'settings.Since' takes DateOnly? (such as \"2021-03-12\"), not \"12.3.2021\".")]
    [InlineData("""{"table": "t", "retries": {}}""", "does not fit: 'settings.Retries' lacks its member 'Count' (int).")]
    [InlineData("""{"table": "t", "retries": {"count": 1, "delay": "5m"}}""", "does not fit: 'settings.Retries.Delay' takes TimeSpan (such as \"00:05:00\"), not \"5m\".")]
    [InlineData("""{"table": "t", "columns": [{"name": "a"}, {"name": 3}]}""", "does not fit: 'settings.Columns[1].Name' takes string, not 3.")]
    [InlineData("""{"table": "t", "columns": {}}""", "does not fit: 'settings.Columns' takes IReadOnlyList<Column>, a list, not {}.")]
    [InlineData("""{"table": "t", "weights": {"x": "heavy"}}""", "does not fit: 'settings.Weights.x' takes double, not \"heavy\".")]
    [InlineData("""{"table": "t", "weights": [1]}""", "does not fit: 'settings.Weights' takes Dictionary<string, double>, an object, not [1].")]
    public async Task RunAsync_MemberThatDoesNotFit_IsNamedByItsPath(string json, string sentence)
    {
        var problem = await Should.ThrowAsync<FlowParameterException>(() => Load.RunAsync(new() { ["settings"] = JsonElement.Parse(json) }));

        problem.Message.ShouldBe($"Parameter 'settings' of flow 'Load' {sentence}");
    }

    [Fact]
    public async Task RunAsync_ValueThatItsTypeRefuses_HasTheReasonOfTheType()
    {
        var flow = Flow.Define("F", f => f.Parameter<Percent>("share"));

        (await Should.ThrowAsync<FlowParameterException>(() => flow.RunAsync(new() { ["share"] = JsonElement.Parse("""{"value": 300}""") }))).Message
            .ShouldBe("Parameter 'share' of flow 'F' is refused by Percent: 300 is no percentage.");
    }

    [Theory]
    [InlineData("\"2021-03-12\"", "2021-03-12")]
    [InlineData("\"12 March\"", null)]
    public async Task RunAsync_Date_IsReadFromIso(string json, string? date)
    {
        var flow = Flow.Define("F", f => f.Parameter<DateOnly>("day"));
        var run = () => flow.RunAsync(new() { ["day"] = JsonElement.Parse(json) });

        if (date is null) (await Should.ThrowAsync<FlowParameterException>(run)).Message.ShouldBe("Parameter 'day' of flow 'F' takes DateOnly (such as \"2021-03-12\"), not \"12 March\".");
        else (await run()).Result(flow.Output).ShouldBe(DateOnly.Parse(date, System.Globalization.CultureInfo.InvariantCulture));
    }

    [Fact]
    public async Task RunAsync_ListOfNumbers_NamesTheElementThatIsNone()
    {
        var flow = Flow.Define("F", f => f.Parameter<List<int>>("ids"));

        (await flow.RunAsync(new() { ["ids"] = new long[] { 1, 2 } })).Result(flow.Output).ShouldBe([1, 2]);
        (await Should.ThrowAsync<FlowParameterException>(() => flow.RunAsync(new() { ["ids"] = new object[] { 1, "b" } }))).Message
            .ShouldBe("Parameter 'ids' of flow 'F' does not fit: 'ids[1]' takes int, not \"b\".");
    }

    [Fact]
    public async Task Parameter_TextWithADefaultAndADescription_KeepsThemApart()
    {
        var flow = Flow.Define("F", f => (
            Name: f.Parameter<string>("name", "Bob"),
            Greeting: f.Parameter("greeting", "Hello", description: "How to begin."),
            Age: f.Parameter<int>("age", description: "In years.")));

        var state = await flow.RunAsync(new() { ["age"] = 3 });

        (state.Result(flow.Output.Name), state.Result(flow.Output.Greeting)).ShouldBe(("Bob", "Hello"));
        (await Should.ThrowAsync<FlowParameterException>(() => flow.RunAsync())).Message.ShouldBe("Flow 'F' needs a value for its parameter 'age' (int).");
    }
}
