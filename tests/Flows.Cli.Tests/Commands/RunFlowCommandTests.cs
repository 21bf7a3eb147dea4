using System.Text.Json;
using Flows.Cli.Tests.Support;
using Flows.TestKit.Api;

namespace Flows.Cli.Tests.Commands;

public sealed class RunFlowCommandTests : IDisposable
{
    private readonly Tool tool = new();
    private string[] states = ["Scheduled"];
    private string[] labels = [];

    public RunFlowCommandTests()
    {
        tool.Api.On("flow", $"[ {Flow("P")} ]")
            .On("create_flow_run", $$"""{ "id": "{{Tool.RunId}}" }""")
            .On("flow_run", c => c.Query.Contains("logs(", StringComparison.Ordinal) ? Logs() : Run())
            .On("agent", "[]");
    }

    [Fact]
    public async Task Run_Parameters_AreSentAsJsonValuesAndBareWordsAsStrings()
    {
        (await tool.RunAsync("run", "flow", "-n", "Hello", "--param", "name=Ada", "--param", "repeat=3", "--param", "tags=[\"a\"]", "-l", "x", "--run-name", "mine")).ShouldBe(0);

        var input = tool.Api.Of("create_flow_run")[0].Input;
        input.GetProperty("flow_id").GetString().ShouldBe(Tool.FlowId);
        input.GetProperty("flow_run_name").GetString().ShouldBe("mine");
        input.GetProperty("labels").EnumerateArray().Select(l => l.GetString()).ShouldBe(["x"]);
        input.GetProperty("parameters").GetRawText().ShouldBe("""{"name":"Ada","repeat":3,"tags":["a"]}""");
    }

    [Fact]
    public async Task Run_NothingGiven_LeavesParametersAndLabelsToTheServer()
    {
        (await tool.RunAsync("run", "flow", "--id", Tool.FlowId)).ShouldBe(0);

        var input = tool.Api.Of("create_flow_run")[0].Input;
        input.TryGetProperty("parameters", out _).ShouldBeFalse();
        input.TryGetProperty("labels", out _).ShouldBeFalse();
        tool.Output.ShouldContain($"ID:         {Tool.RunId}");
        tool.Output.ShouldContain($"URL:        http://localhost:8080/default/flow-run/{Tool.RunId}");
    }

    [Fact]
    public async Task Run_Quiet_PrintsTheIdOnly()
    {
        (await tool.RunAsync("run", "flow", "--name", "Hello", "-q")).ShouldBe(0);
        tool.Output.ShouldBe(Tool.RunId + Environment.NewLine);
    }

    [Fact]
    public async Task Run_UnknownParameter_NamesThoseThatThereAre()
    {
        (await tool.RunAsync("run", "flow", "--name", "Hello", "--param", "nmae=Ada")).ShouldBe(1);
        tool.Error.Trim().ShouldBe("Flow 'Hello' has no parameter 'nmae'; it has 'name', 'repeat', 'tags'.");
        tool.Api.Of("create_flow_run").ShouldBeEmpty();
    }

    [Fact]
    public async Task Run_SeveralFlowsOfThatName_AsksForTheProject()
    {
        tool.Api.On("flow", $"[ {Flow("P")}, {Flow("Q")} ]");

        (await tool.RunAsync("run", "flow", "--name", "Hello")).ShouldBe(1);
        tool.Error.Trim().ShouldBe("2 flows are named 'Hello', in the projects 'P', 'Q': say which with --project.");
    }

    [Fact]
    public async Task Run_UnknownFlow_NamesThoseThatThereAre()
    {
        tool.Api.On("flow", c => c.Variables.GetProperty("name").ValueKind == JsonValueKind.Null ? $"[ {Flow("P")} ]" : "[]").On("project", """[ { "id": "p" } ]""");

        (await tool.RunAsync("run", "flow", "--name", "Helo", "--project", "P")).ShouldBe(1);
        tool.Error.Trim().ShouldBe("There is no flow named 'Helo' in project 'P'; there are 'Hello'.");
    }

    [Fact]
    public async Task Run_UnknownProject_SaysSo()
    {
        tool.Api.On("flow", "[]").On("project", "[]");

        (await tool.RunAsync("run", "flow", "--name", "Hello", "--project", "Nope")).ShouldBe(1);
        tool.Error.ShouldStartWith("There is no project named 'Nope'");
    }

    [Fact]
    public async Task Watch_RunSucceeds_PrintsStatesAndLogsInOrder()
    {
        states = ["Scheduled", "Running", "Success"];

        (await tool.RunAsync("run", "flow", "--name", "Hello", "--watch")).ShouldBe(0);
        Watched().ShouldBe([
            "2024-05-01 10:00:01  Entered state <Scheduled>: It is Scheduled.",
            "2024-05-01 10:00:02  Entered state <Running>: It is Running.",
            "2024-05-01 10:00:02  INFO      prefect.say | Hello Bob",
            "2024-05-01 10:00:03  Entered state <Success>: It is Success.",
            "The flow run ended as Success.",
        ]);
    }

    [Theory]
    [InlineData("Failed")]
    [InlineData("Cancelled")]
    public async Task Watch_RunDoesNotSucceed_EndsWithExitCode1(string state)
    {
        states = [state];

        (await tool.RunAsync("run", "flow", "--name", "Hello", "--watch", "--no-logs")).ShouldBe(1);
        Watched()[^1].ShouldBe($"The flow run ended as {state}.");
    }

    [Fact]
    public async Task Watch_ServerKnowsWhyTheRunWaits_SaysItOnceAfter15Seconds()
    {
        var polls = 0;
        tool.Api.On("flow_run_by_pk", """{ "waiting_reason": { "code": "LIMIT_REACHED", "message": "The label \"db\" allows 1.", "advice": "Raise it." } }""");
        tool.Api.On("flow_run", c => c.Query.Contains("logs(", StringComparison.Ordinal) ? Logs() : Run(++polls > 20 ? "Success" : "Scheduled"));

        (await tool.RunAsync("run", "flow", "--name", "Hello", "--watch", "--no-logs")).ShouldBe(0);
        Watched().Where(l => l.StartsWith("The label", StringComparison.Ordinal)).ShouldHaveSingleItem().ShouldBe("The label \"db\" allows 1. Raise it.");
    }

    [Fact]
    public async Task Watch_NoAgentTakesIt_NamesTheNearestOnceAfter15Seconds()
    {
        labels = ["a", "b"];
        var polls = 0;
        tool.Api.On("flow_run_by_pk", _ => throw new FakeApiException("field \"waiting_reason\" not found in type: 'flow_run'"));
        tool.Api.On("agent", """[ { "id": "a1", "name": "hal", "type": "LocalAgent", "labels": ["a"], "last_queried": "2024-05-01T10:00:10+00:00" } ]""");
        tool.Api.On("flow_run", c => c.Query.Contains("logs(", StringComparison.Ordinal) ? Logs() : Run(++polls > 20 ? "Success" : "Scheduled"));

        (await tool.RunAsync("run", "flow", "--name", "Hello", "--watch", "--no-logs")).ShouldBe(0);
        Watched().Where(l => l.StartsWith("No agent", StringComparison.Ordinal)).ShouldHaveSingleItem().ShouldBe(
            "No agent with the labels 'a', 'b' is alive, so the run waits; the nearest, 'hal', lacks 'b'. Start one with `flows agent docker start --label a --label b` (or local).");
    }

    public void Dispose() => tool.Dispose();

    private List<string> Watched() => [.. tool.Output.Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries).Skip(6)];

    private static string Flow(string project) =>
        $$"""
        { "id": "{{Tool.FlowId}}", "name": "Hello", "version": 2, "created": "2024-04-28T10:00:00+00:00", "project": { "name": "{{project}}" },
          "parameters": [ { "name": "name" }, { "name": "repeat" }, { "name": "tags" } ] }
        """;

    private string Run(string? state = null)
    {
        var past = state is null ? states : [state];
        var history = past.Select((s, i) => $$"""{ "timestamp": "2024-05-01T10:00:0{{i + 1}}+00:00", "serialized_state": { "type": "{{s}}", "message": "It is {{s}}." } }""");
        return $$"""
            [ { "id": "{{Tool.RunId}}", "name": "tidy-otter", "labels": {{JsonSerializer.Serialize(labels)}},
                "serialized_state": { "type": "{{past[^1]}}" }, "states": [ {{string.Join(',', history)}} ] } ]
            """;
    }

    private static string Logs() =>
        """[ { "logs": [ { "id": "1", "timestamp": "2024-05-01T10:00:02.5+00:00", "level": "INFO", "name": "prefect.say", "message": "Hello Bob" } ] } ]""";
}
