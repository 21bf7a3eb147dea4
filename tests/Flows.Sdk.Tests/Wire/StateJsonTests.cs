using System.Text.Json;
using Flows.States;
using Flows.Wire;
using Microsoft.Extensions.Time.Testing;

namespace Flows.Sdk.Tests.Wire;

public sealed class StateJsonTests
{
    private static readonly DateTimeOffset Now = new(2024, 5, 1, 10, 0, 0, TimeSpan.Zero);
    private readonly FakeTimeProvider clock = new(Now);

    public static TheoryData<string> States => [.. Fixtures.Read("14_states.json").GetProperty("states").EnumerateObject().Select(p => p.Name)];

    public static TheoryData<string> Types => [.. Fixtures.Read("14_states.json").GetProperty("hierarchy").EnumerateObject().Select(p => p.Name).Where(n => n != "State")];

    [Theory]
    [MemberData(nameof(States))]
    public void Read_StateOfTheOriginal_IsWrittenBackAsItWas(string name)
    {
        var original = Fixtures.Read("14_states.json").GetProperty("states").GetProperty(name);

        var state = StateJson.Read(original, clock);

        state.Type.ShouldBe(original.GetProperty("type").GetString());
        StateJson.Write(state).ShouldBeJson(original);
    }

    [Theory]
    [MemberData(nameof(Types))]
    public void Read_OnlyTypeAndMessage_IsEnough(string type)
    {
        var state = StateJson.Read(JsonElement.Parse($$"""{"type": "{{type}}", "message": "Task run created"}"""), clock);

        state.Type.ShouldBe(type);
        state.Message.ShouldBe("Task run created");
        state.Result.ShouldBe(StateResult.None);
        state.Context.ShouldBeEmpty();
    }

    [Fact]
    public void Read_StartTimeMissing_IsNow()
    {
        StateJson.Read(JsonElement.Parse("""{"type": "Scheduled"}"""), clock).ShouldBeOfType<Scheduled>().StartTime.ShouldBe(Now);
        StateJson.Read(JsonElement.Parse("""{"type": "Retrying", "start_time": null}"""), clock).ShouldBeOfType<Retrying>().StartTime.ShouldBe(Now);
        StateJson.Read(JsonElement.Parse("""{"type": "Paused", "start_time": null}"""), clock).ShouldBeOfType<Paused>().StartTime.ShouldBeNull();
    }

    [Fact]
    public void Read_ContextAndUnknownKeys_AreKeptAndTolerated()
    {
        const string Json = """
            {"type": "Running", "message": null, "_result": {"type": "NoResultType", "__version__": "1.4.1"}, "cached_inputs": {}, "__version__": "1.4.1",
             "context": {"tags": ["a"], "task_run_count": 3, "deep": {"x": [1, 2.0, true, null]}}}
            """;
        var state = StateJson.Read(JsonElement.Parse(Json.Replace("\"message\"", "\"_loop_count\": 2, \"message\"", StringComparison.Ordinal)), clock);

        state.Context["task_run_count"].ShouldBeOfType<int>().ShouldBe(3);
        state.Context["tags"].ShouldBe(new List<object?> { "a" });
        StateJson.Write(state).ShouldBeJson(Json);
        StateJson.Write(state).GetRawText().ShouldContain("\"x\":[1,2.0,true,null]");
    }

    [Theory]
    [InlineData("""{"type": "CustomResult", "location": "l", "__version__": "1.4.1"}""")]
    [InlineData("""{"type": "TheirOwnResult", "location": null, "bucket": {"deep": [1]}, "__version__": "1.4.1"}""")]
    public void Read_ResultOfAnUnknownKind_StaysAPointer(string result)
    {
        var state = StateJson.Read(JsonElement.Parse($$"""{"type": "Success", "_result": {{result}}}"""), clock);

        state.Result.HasValue.ShouldBeFalse();
        StateJson.Write(state).GetProperty("_result").ShouldBeJson(result);
    }

    [Fact]
    public void Write_ValueInMemory_TravelsAsAPointerToNowhere()
    {
        var json = StateJson.Write(new Success { Message = "ok", Result = StateResult.Of(new object()) });

        json.GetProperty("_result").ShouldBeJson("""{"type": "Result", "location": null, "__version__": "1.4.1"}""");
    }

    [Fact]
    public void Write_ValueWithPointer_TravelsAsItsJsonText()
    {
        var json = StateJson.Write(new Success { Result = StateResult.Of(7).WithPointer("PrefectResult", "7") });

        json.GetProperty("_result").ShouldBeJson("""{"type": "PrefectResult", "location": "7", "__version__": "1.4.1"}""");
    }

    [Theory]
    [InlineData("""{"type": "Nonsense"}""", "Nonsense")]
    [InlineData("""{"message": "m"}""", "type")]
    [InlineData("[]", "type")]
    [InlineData("""{"type": "Scheduled", "start_time": "soon"}""", "soon")]
    public void Read_NoState_SaysWhy(string json, string part)
    {
        Should.Throw<JsonException>(() => StateJson.Read(JsonElement.Parse(json), clock)).Message.ShouldContain(part);
    }

    [Theory]
    [InlineData("2021-01-01T12:00:00+00:00", "2021-01-01T12:00:00+00:00")]
    [InlineData("2021-01-01T12:00:00.250000+02:00", "2021-01-01T12:00:00.250000+02:00")]
    [InlineData("2021-01-01T12:00:00Z", "2021-01-01T12:00:00+00:00")]
    [InlineData("2021-01-01 12:00:00", "2021-01-01T12:00:00+00:00")]
    public void Time_ReadAndWritten_IsTheSameInstant(string text, string written)
    {
        WireTime.Format(WireTime.Parse(text)).ShouldBe(written);
    }
}
