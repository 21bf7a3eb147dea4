using System.Text.Json.Nodes;

namespace Flows.Server.Tests.Services;

/// <summary>Runs whose process has fallen silent while a task runs or a cancellation is due (contract section 4.7, appendix B).</summary>
public sealed class ZombieKillerTests
{
    private static readonly TimeSpan Silence = TimeSpan.FromMinutes(10);

    [Fact]
    public async Task TaskRun_OfASilentFlowRun_IsTriedAgainAsOftenAsItsTaskMay()
    {
        await using var scenario = await Scenario.StartAsync();
        var (run, task) = await RunningAsync(scenario, "hello-1");
        for (var attempt = 1; attempt <= 3; attempt++)
        {
            scenario.Server.Time.Advance(Silence);
            (await scenario.Server.RunServiceAsync("ZombieKiller")).ShouldBe(1);
            (await scenario.Server.RunServiceAsync("ZombieKiller")).ShouldBe(0);
            if (attempt < 3) await scenario.SetFlowRunAsync(run, "Running");
            if (attempt < 3) await scenario.SetTaskRunAsync(task, "Running");
        }
        var states = (await scenario.Server.RunAsync($"{{ task_run_by_pk(id: \"{task}\") {{ state states(order_by: {{version: asc}}) {{ state start_time message }} }} }}"))
            .GetProperty("task_run_by_pk");
        states.GetProperty("states").EnumerateArray().Select(s => s.GetProperty("state").GetString())
            .ShouldBe(["Pending", "Running", "Retrying", "Running", "Retrying", "Running", "Failed"]);
        states.GetProperty("states")[2].ShouldBeJson(
            """
            {"state": "Retrying", "start_time": "2026-01-01T12:11:00.000000+00:00",
             "message": "No heartbeat detected from the remote task; retrying the run. This will be retry 1 of 2."}
            """);
        var logs = (await scenario.Server.RunAsync($"{{ log(where: {{task_run_id: {{_eq: \"{task}\"}}}}, order_by: {{timestamp: asc}}) {{ name level flow_run_id message }} }}"))
            .GetProperty("log");
        logs.GetArrayLength().ShouldBe(3);
        logs[2].ShouldBeJson(
            $$"""
            {"name": "ZombieKiller.TaskRun", "level": "ERROR", "flow_run_id": "{{run}}",
             "message": "No heartbeat detected from the remote task; marking the run as failed."}
            """);
    }

    [Fact]
    public async Task TaskRun_WithoutRetries_Fails()
    {
        await using var scenario = await Scenario.StartAsync();
        var (run, task) = await RunningAsync(scenario, "bye-1");
        scenario.Server.Time.Advance(Silence);
        (await scenario.Server.RunServiceAsync("ZombieKiller")).ShouldBe(1);
        (await TaskStateAsync(scenario, task)).ShouldBe("Failed");
        (await scenario.FlowRunAsync(run, "state")).ShouldBeJson("""{"state": "Running"}""");
    }

    [Fact]
    public async Task TaskRun_OfAFlowRunThatHasEnded_FailsThoughItMightRetry()
    {
        await using var scenario = await Scenario.StartAsync();
        var (run, task) = await RunningAsync(scenario, "hello-1");
        await scenario.SetFlowRunAsync(run, "Failed");
        scenario.Server.Time.Advance(Silence);
        (await scenario.Server.RunServiceAsync("ZombieKiller")).ShouldBe(1);
        (await TaskStateAsync(scenario, task)).ShouldBe("Failed");
    }

    [Theory]
    [InlineData("heartbeat")]
    [InlineData("disabled")]
    [InlineData("early")]
    [InlineData("task ended")]
    public async Task TaskRun_ThatIsNotLost_IsLeftAlone(string why)
    {
        await using var scenario = await Scenario.StartAsync();
        var (run, task) = await RunningAsync(scenario, "hello-1");
        if (why == "disabled") await scenario.Server.MutateAsync("disable_flow_heartbeat", new() { ["flow_id"] = scenario.FlowId }, "success");
        if (why == "task ended") await scenario.SetTaskRunAsync(task, "Success");
        scenario.Server.Time.Advance(why == "early" ? Silence - TimeSpan.FromSeconds(1) : Silence);
        if (why == "heartbeat") await scenario.Server.MutateAsync("update_flow_run_heartbeat", new() { ["flow_run_id"] = run }, "success");
        (await scenario.Server.RunServiceAsync("ZombieKiller")).ShouldBe(0);
    }

    [Fact]
    public async Task Cancelling_WithoutAHeartbeat_Fails()
    {
        await using var scenario = await Scenario.StartAsync();
        var (run, _) = await RunningAsync(scenario, "hello-1");
        await scenario.Server.MutateAsync("cancel_flow_run", new() { ["flow_run_id"] = run }, "state");
        scenario.Server.Time.Advance(Silence - TimeSpan.FromSeconds(1));
        (await scenario.Server.RunServiceAsync("ZombieKiller")).ShouldBe(0);
        scenario.Server.Time.Advance(TimeSpan.FromSeconds(1));
        (await scenario.Server.RunServiceAsync("ZombieKiller")).ShouldBe(2, "the run, and the task run that it had");
        (await scenario.FlowRunAsync(run, "state logs(where: {name: {_eq: \"ZombieKiller.FlowRun\"}}) { level message }")).ShouldBeJson(
            """{"state": "Failed", "logs": [{"level": "ERROR", "message": "No heartbeat detected from the flow run; marking the run as failed."}]}""");
    }

    [Fact]
    public async Task ManyTaskRuns_OfManySilentRuns_AllEnd()
    {
        await using var scenario = await Scenario.StartAsync();
        for (var i = 0; i < 60; i++) await RunningAsync(scenario, "bye-1");
        scenario.Server.Time.Advance(Silence);
        (await scenario.Server.RunServiceAsync("ZombieKiller")).ShouldBe(60);
    }

    /// <summary>A flow run and one of its task runs, both Running.</summary>
    internal static async Task<(string Run, string TaskRun)> RunningAsync(Scenario scenario, string slug)
    {
        var run = await scenario.CreateRunAsync(new() { ["labels"] = new JsonArray() });
        await scenario.SetFlowRunAsync(run, "Running");
        var task = await scenario.TaskRunIdAsync(run, slug);
        await scenario.SetTaskRunAsync(task, "Running");
        return (run, task);
    }

    private static async Task<string> TaskStateAsync(Scenario scenario, string task) =>
        (await scenario.Server.RunAsync($"{{ task_run_by_pk(id: \"{task}\") {{ state }} }}")).GetProperty("task_run_by_pk").GetProperty("state").GetString()!;
}
