using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Flows.Sdk.Tests.Engine;
using Flows.States;

namespace Flows.Sdk.Tests.Results;

/// <summary>A flow that brings its own JSON.</summary>
public sealed partial class UseJsonTests
{
    public sealed record Point(int X, int Y);

    public sealed class PointConverter : JsonConverter<Point>
    {
        public override Point Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            reader.GetString()!.Split('/') is [var x, var y] ? new(int.Parse(x), int.Parse(y)) : throw new JsonException("no point");

        public override void Write(Utf8JsonWriter writer, Point value, JsonSerializerOptions options) => writer.WriteStringValue($"{value.X}/{value.Y}");
    }

    [JsonSerializable(typeof(Point))]
    public sealed partial class OwnTypes : JsonSerializerContext;

    private static JsonSerializerOptions OwnOptions { get; } = new() { Converters = { new PointConverter() } };

    [Fact]
    public async Task RunAsync_OwnOptions_AreUsedForParametersResultsAndStores()
    {
        var results = new MemoryResultStore();
        var flow = Flow.Define("F", f =>
        {
            f.UseJson(OwnOptions);
            return f.Parameter<Point>("p").Then("move", p => p with { X = p.X + 1 }).WithTarget("p.json");
        }).WithResultStore(results);

        var state = await flow.RunAsync(new() { ["p"] = "1/2" }, new() { Checkpointing = true });

        state.Result(flow.Output).ShouldBe(new(2, 2));
        Encoding.UTF8.GetString((await results.ReadAsync("p.json", CancellationToken.None))!).ShouldBe("\"2/2\"");
    }

    [Fact]
    public async Task RunAsync_OwnOptions_AreUsedForTheStateThatTravels()
    {
        var store = new RecordingRunStore { OutlivesProcess = true };
        var flow = Flow.Define("F", f =>
        {
            f.UseJson(OwnOptions);
            return f.Task("make", () => new Point(3, 4));
        });

        await flow.RunOnAsync(store);

        store.States("make-1")[^1].Result.ShouldBe(StateResult.Of(new Point(3, 4)).WithPointer("PrefectResult", "\"3/4\""));
    }

    [Fact]
    public async Task RunAsync_OwnContext_KnowsItsTypesAndTheCommonOnes()
    {
        var store = new RecordingRunStore { OutlivesProcess = true };
        var flow = Flow.Define("F", f =>
        {
            f.UseJson(OwnTypes.Default);
            return (f.Task("own", () => new Point(3, 4)), f.Task("common", () => "text"));
        });

        await flow.RunOnAsync(store);

        store.States("own-1")[^1].Result.Location.ShouldBe("""{"X":3,"Y":4}""");
        store.States("common-1")[^1].Result.Location.ShouldBe("\"text\"");
    }

    [Fact]
    public void UseJson_OfAFinishedFlow_IsRefused()
    {
        FlowBuilder kept = null!;
        Flow.Define("F", f => kept = f);

        Should.Throw<FlowDefinitionException>(() => kept.UseJson(OwnOptions)).Message.ShouldStartWith("Flow 'F' is finished, so its JSON cannot be added or changed");
    }
}
