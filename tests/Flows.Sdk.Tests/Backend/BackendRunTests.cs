using System.Text.Json;
using Flows.Backend;
using Flows.Client;
using Flows.Sdk.Tests.Client;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace Flows.Sdk.Tests.Backend;

public sealed class BackendRunTests : IDisposable
{
    private readonly FakeTimeProvider clock = new(new DateTimeOffset(2024, 5, 1, 10, 0, 0, TimeSpan.Zero));
    private readonly Dictionary<string, string> environment = new() { ["PREFECT__CONTEXT__FLOW_RUN_ID"] = "r1" };
    private readonly FakeApi api = new FakeApi()
        .On("set_flow_run_states", Accepted).On("set_task_run_states", Accepted)
        .On("write_run_logs", """{"success": true}""").On("update_flow_run_heartbeat", """{"success": true}""");

    private readonly FlowsClient client;
    private readonly CancellationTokenSource terminate = new();
    private string graphHash;
    private string state = """{"type": "Submitted", "state": {"type": "Scheduled", "start_time": "2024-05-01T09:00:00+00:00"}}""";
    private string flowName = "Hello";

    public BackendRunTests()
    {
        graphHash = Hello.Graph.Hash;
        client = new FlowsClient(new() { Api = new Uri("http://flows.example:4200"), HttpMessageHandler = api, TimeProvider = clock });
        api.On("flow_run_by_pk", call => FakeApi.Data("flow_run_by_pk", Run(call.Query)));
    }

    private const string Accepted = """{"states": [{"id": "x", "status": "SUCCESS", "message": null}]}""";

    private static Flow Hello { get; } = Flow.Define("Hello", f => f.Parameter("name", "Bob").Then("say", (string name, TaskRunContext run) =>
    {
        run.Logger.LogInformation("Hello {Name}", name);
        return name == "nobody" ? throw new InvalidOperationException("nobody is there") : name.Length;
    }));

    public void Dispose()
    {
        client.Dispose();
        api.Dispose();
        terminate.Dispose();
    }

    [Fact]
    public async Task ExecuteAsync_Run_StoresStatesResultsAndLogs()
    {
        (await ExecuteAsync(Hello)).ShouldBeTrue();

        StatesOf("set_flow_run_states").ShouldBe(["Running", "Success"]);
        StatesOf("set_task_run_states").ShouldContain("Success");
        var success = api.CallsOf("set_task_run_states").Select(c => c.Input.GetProperty("states")[0])
            .Single(s => s.GetProperty("task_run_id").GetString() == "tr-say" && s.GetProperty("state").GetProperty("type").GetString() == "Success");
        success.GetProperty("state").GetProperty("_result").ShouldBeJson("""{"type": "PrefectResult", "location": "3", "__version__": "1.4.1"}""");
        var line = Logs().Single(l => l.GetProperty("message").GetString() == "Hello Ada");
        (line.GetProperty("name").GetString(), line.GetProperty("task_run_id").GetString()).ShouldBe(("prefect.say", "tr-say"));
        api.CallsOf("update_flow_run_heartbeat").Count().ShouldBe(1);
    }

    [Fact]
    public async Task ExecuteAsync_TaskFails_IsStillExecuted()
    {
        parameter = "nobody";

        (await ExecuteAsync(Hello)).ShouldBeTrue();

        StatesOf("set_flow_run_states").ShouldBe(["Running", "Failed"]);
    }

    [Fact]
    public async Task ExecuteAsync_OtherGraph_FailsTheRunAndSaysWhy()
    {
        graphHash = "0000";

        (await ExecuteAsync(Hello)).ShouldBeFalse();

        var failed = api.CallsOf("set_flow_run_states").Single().Input.GetProperty("states")[0];
        failed.GetProperty("version").ValueKind.ShouldBe(JsonValueKind.Null);
        var message = failed.GetProperty("state").GetProperty("message").GetString()!;
        message.ShouldStartWith("Failed to load and execute flow run: flow 'Hello' of this program is not the registered one");
        var line = Logs().Single();
        (line.GetProperty("name").GetString(), line.GetProperty("level").GetString(), line.GetProperty("message").GetString()).ShouldBe(("execute flow-run", "ERROR", message));
    }

    [Fact]
    public async Task ExecuteAsync_FlowOfTheOriginal_HasNoHashToCompare()
    {
        graphHash = "";

        (await ExecuteAsync(Hello)).ShouldBeTrue();

        StatesOf("set_flow_run_states").ShouldBe(["Running", "Success"]);
    }

    [Fact]
    public async Task ExecuteAsync_FlowIsNotInTheProgram_NamesThoseThatAre()
    {
        flowName = "Other";

        (await ExecuteAsync(Hello)).ShouldBeFalse();

        Logs().Single().GetProperty("message").GetString()!.ShouldContain("this program has no flow named 'Other', only 'Hello'");
    }

    [Fact]
    public async Task ExecuteAsync_AnotherProcessHasTheRun_LeavesItAlone()
    {
        api.On("set_flow_run_states", _ => FakeApi.Error("State update failed: the claim of this process is not valid any more."));

        (await ExecuteAsync(Hello)).ShouldBeTrue();

        api.CallsOf("set_flow_run_states").Count().ShouldBe(1);
        Logs().ShouldContain(l => l.GetProperty("message").GetString()!.Contains("This process stops", StringComparison.Ordinal));
    }

    [Fact]
    public async Task ExecuteAsync_TaskStateIsNotStored_FailsTheRunWithTheReason()
    {
        api.On("set_task_run_states", _ => FakeApi.Error("the disk is full"));

        (await ExecuteAsync(Hello)).ShouldBeFalse();

        StatesOf("set_flow_run_states").ShouldBe(["Running", "Failed"]);
        var message = api.CallsOf("set_flow_run_states").Last().Input.GetProperty("states")[0].GetProperty("state").GetProperty("message").GetString()!;
        message.ShouldStartWith("Failed to load and execute flow run: the state of task '");
        message.ShouldContain("the disk is full");
    }

    [Fact]
    public async Task ExecuteAsync_TaskStatesAreRefusedSinceTheRunIsCancelling_CancelsTheRun()
    {
        api.On("set_task_run_states", _ =>
        {
            state = """{"type": "Cancelling"}""";
            return FakeApi.Error("State update failed: the flow run is Cancelling.");
        });

        (await ExecuteAsync(Hello)).ShouldBeTrue();

        StatesOf("set_flow_run_states").ShouldBe(["Running", "Cancelled"]);
    }

    [Fact]
    public async Task ExecuteAsync_TaskWithARunName_TellsTheServer()
    {
        api.On("set_task_run_name", """{"success": true}""");
        var named = Flow.Define("Hello", f => f.Parameter("name", "Bob").Then("say", v => v).WithRunName("say hello to {name}"));
        graphHash = named.Graph.Hash;

        (await ExecuteAsync(named)).ShouldBeTrue();

        var call = api.CallsOf("set_task_run_name").Single().Input;
        (call.GetProperty("task_run_id").GetString(), call.GetProperty("name").GetString()).ShouldBe(("tr-say", "say hello to Ada"));
    }

    [Fact]
    public async Task ExecuteAsync_TaskThatPauses_LeavesTheRunRunning()
    {
        var paused = Flow.Define("Hello", f => f.Parameter("name", "Bob").Then("say", v => v).When(Trigger.Manual));
        graphHash = paused.Graph.Hash;

        (await ExecuteAsync(paused)).ShouldBeTrue();

        StatesOf("set_flow_run_states").ShouldBe(["Running"]);
        StatesOf("set_task_run_states").Last().ShouldBe("Paused");
    }

    [Fact]
    public async Task ResumeTaskRunAsync_SetsResumeFromNowOn()
    {
        await client.ResumeTaskRunAsync("tr-say", TestContext.Current.CancellationToken);

        var state = api.CallsOf("set_task_run_states").Single().Input.GetProperty("states")[0].GetProperty("state");
        (state.GetProperty("type").GetString(), state.GetProperty("start_time").GetString()).ShouldBe(("Resume", "2024-05-01T10:00:00+00:00"));
    }

    [Fact]
    public async Task ExecuteAsync_FinishedRun_DoesNothing()
    {
        state = """{"type": "Cancelled"}""";

        (await ExecuteAsync(Hello)).ShouldBeTrue();

        api.CallsOf("set_flow_run_states").ShouldBeEmpty();
        api.CallsOf("update_flow_run_heartbeat").ShouldBeEmpty();
    }

    [Theory]
    [InlineData("Cancelling", "Cancelled", "Flow run is cancelled")]
    [InlineData("Running", "Failed", "Stopped by SIGTERM")]
    public async Task ExecuteAsync_Terminated_EndsAsTheServerSaysWithItsLogs(string atServer, string type, string message)
    {
        var waiting = Flow.Define("Hello", f => f.Task("wait", async run =>
        {
            run.Logger.LogInformation("waiting");
            state = $$"""{"type": "{{atServer}}"}""";
            await terminate.CancelAsync();
            await Task.Delay(Timeout.InfiniteTimeSpan, clock, run.CancellationToken);
        }));
        graphHash = waiting.Graph.Hash;

        (await ExecuteAsync(waiting)).ShouldBeTrue();

        var last = api.CallsOf("set_flow_run_states").Last().Input.GetProperty("states")[0].GetProperty("state");
        (last.GetProperty("type").GetString(), last.GetProperty("message").GetString()).ShouldBe((type, message));
        Logs().ShouldContain(l => l.GetProperty("message").GetString() == "waiting");
    }

    [Fact]
    public async Task ExecuteAsync_LogsAreOff_SendsNone()
    {
        environment["PREFECT__CLOUD__SEND_FLOW_RUN_LOGS"] = "false";

        (await ExecuteAsync(Hello)).ShouldBeTrue();

        api.CallsOf("write_run_logs").ShouldBeEmpty();
    }

    [Fact]
    public async Task ExecuteAsync_LevelIsSet_SendsNothingBelow()
    {
        environment["PREFECT__LOGGING__LEVEL"] = "ERROR";

        (await ExecuteAsync(Hello)).ShouldBeTrue();

        api.CallsOf("write_run_logs").ShouldBeEmpty();
    }

    [Fact]
    public void Create_NoFlowRun_NamesTheVariable()
    {
        environment.Clear();

        Should.Throw<ConfigurationException>(() => Create(Hello)).Message.ShouldContain("PREFECT__CONTEXT__FLOW_RUN_ID");
    }

    private string parameter = "Ada";

    private string Run(string query)
    {
        if (query.Contains("serialized_flow", StringComparison.Ordinal))
        {
            var facts = graphHash.Length == 0 ? "" : $$""", "flows": {"graph_hash": "{{graphHash}}"}""";
            return $$"""{"flow": {"name": "{{flowName}}", "settings": {}, "serialized_flow": {"name": "{{flowName}}"{{facts}} } } }""";
        }

        if (!query.Contains("task_runs", StringComparison.Ordinal)) return $$"""{"serialized_state": {{state}} }""";
        var taskRuns = string.Join(',', ((string[])["name", "say-1", "wait-1"]).Select(slug => TaskRun(slug)));
        return $$"""
            {"id": "r1", "name": "calm-fox", "flow_id": "f1", "parameters": {"name": "{{parameter}}"}, "context": {}, "version": 2, "scheduled_start_time": "2024-05-01T09:00:00+00:00",
             "serialized_state": {{state}}, "task_runs": [{{taskRuns}}], "flow": {"project": {"id": "p1", "name": "P"} } }
            """;
    }

    private static string TaskRun(string slug) =>
        $$$"""{"id": "tr-{{{slug.Split('-')[0]}}}", "version": 1, "serialized_state": {"type": "Pending"}, "task": {"id": "t-{{{slug}}}", "slug": "{{{slug}}}"}}""";

    private Task<bool> ExecuteAsync(Flow flow) => clock.EndOf(Create(flow).ExecuteAsync(terminate.Token), TimeSpan.FromTicks(1));

    private BackendRun Create(Flow flow) => new(new BackendRunOptions
    {
        Configuration = FlowsConfiguration.Load(new() { HomeFolder = "/nowhere", Environment = environment }),
        Client = client,
        Flows = [flow.Graph],
        Run = new() { TimeProvider = clock },
    });

    private IEnumerable<string?> StatesOf(string operation) =>
        api.CallsOf(operation).Select(c => c.Input.GetProperty("states")[0].GetProperty("state").GetProperty("type").GetString());

    private List<JsonElement> Logs() => [.. api.CallsOf("write_run_logs").SelectMany(c => c.Input.GetProperty("logs").EnumerateArray())];
}
