using System.Text.Json.Nodes;

namespace Flows.Server.Tests.Mutations;

/// <summary>Agents and their queue (contract section 4.5).</summary>
public sealed class QueueTests
{
    [Theory]
    [InlineData("", "", true)]
    [InlineData("", "a", false)]
    [InlineData("a", "", false)]
    [InlineData("a", "a,b", true)]
    [InlineData("a,b", "a", false)]
    [InlineData("a,b", "b,a", true)]
    [InlineData("a", "b", false)]
    public async Task Queue_OfAnAgentWithLabels_HoldsRunsWhoseLabelsAreASubset(string run, string agent, bool taken)
    {
        await using var scenario = await Scenario.StartAsync();
        var id = await scenario.CreateRunAsync(new() { ["labels"] = Labels(run) });
        (await QueueAsync(scenario, agent)).ShouldBe(taken ? [id] : []);
    }

    [Fact]
    public async Task Queue_WithoutLabels_IsThatOfAnAgentWithNone()
    {
        await using var scenario = await Scenario.StartAsync();
        var id = await scenario.CreateRunAsync(new() { ["labels"] = new JsonArray() });
        (await scenario.Server.MutateAsync("get_runs_in_queue", [], "flow_run_ids")).ShouldBeJson($$"""{"flow_run_ids": ["{{id}}"]}""");
    }

    [Fact]
    public async Task Queue_OfRunsAtDifferentTimes_HoldsTheDueOnesInOrder()
    {
        await using var scenario = await Scenario.StartAsync();
        var late = await RunAtAsync(scenario, TestServer.Start.AddSeconds(-1));
        var early = await RunAtAsync(scenario, TestServer.Start.AddSeconds(-5));
        var soon = await RunAtAsync(scenario, TestServer.Start.AddSeconds(9));
        var input = new JsonObject { ["labels"] = new JsonArray(), ["before"] = "2026-01-01T12:00:10.000000+00:00" };
        (await QueueAsync(scenario, "")).ShouldBe([early, late]);
        (await scenario.Server.MutateAsync("get_runs_in_queue", input, "flow_run_ids")).ShouldBeJson($$"""{"flow_run_ids": ["{{early}}", "{{late}}", "{{soon}}"]}""");
    }

    [Fact]
    public async Task Queue_BehindABacklogOfOthers_StillHoldsMine()
    {
        await using var scenario = await Scenario.StartAsync();
        await Task.WhenAll(Enumerable.Range(0, 90).Select(_ => scenario.CreateRunAsync(new() { ["labels"] = new JsonArray("other") })));
        scenario.Server.Time.Advance(TimeSpan.FromSeconds(1));
        var mine = await scenario.CreateRunAsync(new() { ["labels"] = new JsonArray("mine") });
        (await QueueAsync(scenario, "mine")).ShouldBe([mine]);
        (await QueueAsync(scenario, "other")).Count.ShouldBe(25);
    }

    [Theory]
    [InlineData("Scheduled", true)]
    [InlineData("Retrying", true)]
    [InlineData("Resume", true)]
    [InlineData("Queued", true)]
    [InlineData("Paused", false)]
    [InlineData("Pending", false)]
    [InlineData("Submitted", false)]
    [InlineData("Running", false)]
    [InlineData("Failed", false)]
    public async Task Queue_OfARunInAState_HoldsThoseThatWaitForATime(string state, bool queued)
    {
        await using var scenario = await Scenario.StartAsync();
        var run = await scenario.CreateRunAsync(new() { ["labels"] = new JsonArray() });
        await scenario.SetFlowRunAsync(run, state);
        (await QueueAsync(scenario, "")).ShouldBe(queued ? [run] : [], "a Paused run without a time waits for somebody");
    }

    [Fact]
    public async Task Queue_OfARunningRunWithATaskToRetry_HoldsIt()
    {
        await using var scenario = await Scenario.StartAsync();
        var run = await scenario.CreateRunAsync(new() { ["labels"] = new JsonArray() });
        await scenario.SetFlowRunAsync(run, "Running");
        var state = Scenario.State("Retrying");
        state["start_time"] = "2026-01-01T12:15:00+00:00";
        await scenario.Server.MutateAsync("set_task_run_states", Scenario.TaskRunState(await scenario.TaskRunIdAsync(run, "hello-1"), state), "states { id }");
        (await QueueAsync(scenario, "")).ShouldBeEmpty();
        scenario.Server.Time.Advance(TimeSpan.FromMinutes(15));
        (await QueueAsync(scenario, "")).ShouldBe([run]);
    }

    [Fact]
    public async Task Register_OfTheSameAgent_IsTheSameRow()
    {
        await using var server = await TestServer.StartAsync();
        var first = await RegisterAsync(server, "a,b", "me", "1.4.1");
        (await RegisterAsync(server, "b,a", "me", "1.4.1")).ShouldBe(first);
        (await RegisterAsync(server, "b", "me", "1.4.1")).ShouldNotBe(first);
        (await RegisterAsync(server, "a,b", "you", "1.4.1")).ShouldNotBe(first);
        (await RegisterAsync(server, "a,b", "me", "1.4.0")).ShouldNotBe(first);
        var nameless = await RegisterAsync(server, "a,b", null, "1.4.1");
        (await RegisterAsync(server, "a,b", null, "1.4.1")).ShouldBe(nameless);
    }

    [Fact]
    public async Task Delete_OfAnAgent_KeepsItsRuns()
    {
        await using var scenario = await Scenario.StartAsync();
        var agent = await RegisterAsync(scenario.Server, "", "me", "1.4.1");
        var run = await scenario.CreateRunAsync();
        await scenario.SetFlowRunAsync(run, "Submitted", ("X-PREFECT-AGENT-ID", agent));
        (await scenario.FlowRunAsync(run, "agent_id")).GetProperty("agent_id").GetString().ShouldBe(agent);
        await scenario.Server.MutateAsync("delete_agent", new() { ["agent_id"] = agent }, "success");
        (await scenario.FlowRunAsync(run, "agent_id")).ShouldBeJson("""{"agent_id": null}""");
    }

    private static async Task<string> RegisterAsync(TestServer server, string labels, string? name, string version) => (await server.MutateAsync(
        "register_agent", new() { ["type"] = "LocalAgent", ["name"] = name, ["labels"] = Labels(labels) }, "id", ("X-PREFECT-CORE-VERSION", version)))
            .GetProperty("id").GetString()!;

    private static Task<string> RunAtAsync(Scenario scenario, DateTimeOffset start) =>
        scenario.CreateRunAsync(new() { ["labels"] = new JsonArray(), ["scheduled_start_time"] = start.ToString("O") });

    private static async Task<IReadOnlyList<string>> QueueAsync(Scenario scenario, string labels) =>
        [.. (await scenario.Server.MutateAsync("get_runs_in_queue", new() { ["labels"] = Labels(labels) }, "flow_run_ids")).GetProperty("flow_run_ids")
            .EnumerateArray().Select(i => i.GetString()!)];

    private static JsonArray Labels(string labels) => new([.. labels.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(l => (JsonNode)l)]);
}
