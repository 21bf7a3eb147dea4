using System.Text.Json.Nodes;

namespace Flows.Server.Tests.Claims;

/// <summary>Which runs a claim gives, and to whom.</summary>
public sealed class ClaimTests
{
    [Fact]
    public async Task Claim_OfADueRun_AnswersAllThatAnAgentNeeds()
    {
        await using var scenario = await Scenario.StartAsync();
        var agent = (await scenario.Server.MutateAsync("register_agent", new() { ["type"] = "LocalAgent", ["name"] = "hal", ["labels"] = new JsonArray() }))
            .GetProperty("id").GetString();
        var run = await scenario.CreateRunAsync(new() { ["labels"] = new JsonArray(), ["flow_run_name"] = "tidy-otter" });
        var claimed = (await scenario.ClaimAsync(more: new() { ["agent_id"] = agent })).ShouldHaveSingleItem();
        claimed.Text("id").ShouldBe(run);
        Guid.Parse(claimed.Text("claim")).ShouldNotBe(Guid.Empty);
        claimed.GetProperty("lease_seconds").GetInt32().ShouldBe(60);
        claimed.GetProperty("version").GetInt32().ShouldBe(1);
        claimed.Text("name").ShouldBe("tidy-otter");
        claimed.Text("state").ShouldBe("Scheduled");
        claimed.GetProperty("serialized_state").Text("type").ShouldBe("Scheduled");
        claimed.GetProperty("parameters").ShouldBeJson("""{"name": "Bob"}""");
        claimed.Text("scheduled_start_time").ShouldBe("2026-01-01T12:00:00.000000+00:00");
        claimed.GetProperty("run_config").Text("type").ShouldBe("UniversalRun");
        claimed.GetProperty("labels").GetArrayLength().ShouldBe(0);
        claimed.GetProperty("flow").Text("id").ShouldBe(scenario.FlowId);
        claimed.GetProperty("flow").Text("name").ShouldBe("Hello");
        claimed.GetProperty("flow").Text("core_version").ShouldBe("1.4.1");
        claimed.GetProperty("flow").GetProperty("storage").Text("type").ShouldBe("Local");
        claimed.GetProperty("task_runs").GetArrayLength().ShouldBe(0);
        (await scenario.FlowRunAsync(run, "agent { name last_queried } state version")).ShouldBeJson(
            """{"agent": {"name": "hal", "last_queried": "2026-01-01T12:00:00.000000+00:00"}, "state": "Scheduled", "version": 1}""");
    }

    [Fact]
    public async Task Claim_OfAHeldRun_WaitsForTheEndOfTheLease()
    {
        await using var scenario = await Scenario.StartAsync();
        var run = await scenario.CreateRunAsync("");
        var first = await scenario.ClaimOneAsync(run);
        (await scenario.ClaimAsync()).ShouldBeEmpty();
        (await scenario.QueueAsync()).ShouldBeEmpty("agents of the original do not see what is held");
        scenario.Server.Time.Advance(TimeSpan.FromSeconds(61));
        (await scenario.QueueAsync()).ShouldBe([run]);
        (await scenario.ClaimOneAsync(run)).ShouldNotBe(first);
    }

    [Theory]
    [InlineData("", "", true)]
    [InlineData("", "a", false)]
    [InlineData("a", "", false)]
    [InlineData("a", "a,b", true)]
    [InlineData("a,b", "a", false)]
    public async Task Claim_OfAnAgentWithLabels_GivesRunsWhoseLabelsAreASubset(string run, string agent, bool given)
    {
        await using var scenario = await Scenario.StartAsync();
        await scenario.CreateRunAsync(run);
        (await scenario.ClaimAsync(agent)).Count.ShouldBe(given ? 1 : 0);
    }

    [Fact]
    public async Task Claim_BehindABacklogOfOthers_GivesMine()
    {
        await using var scenario = await Scenario.StartAsync();
        await Task.WhenAll(Enumerable.Range(0, 90).Select(_ => scenario.CreateRunAsync("other")));
        scenario.Server.Time.Advance(TimeSpan.FromSeconds(1));
        var mine = await scenario.CreateRunAsync("mine");
        (await scenario.ClaimOneAsync(mine, "mine")).ShouldNotBeEmpty();
    }

    [Fact]
    public async Task Claim_WithALimit_GivesTheLongestDueFirst()
    {
        await using var scenario = await Scenario.StartAsync();
        var late = await scenario.CreateRunAsync("", TestServer.Start.AddSeconds(-1));
        var early = await scenario.CreateRunAsync("", TestServer.Start.AddSeconds(-5));
        await scenario.CreateRunAsync("", TestServer.Start.AddSeconds(9));
        (await scenario.ClaimAsync(limit: 1)).Select(r => r.Text("id")).ShouldBe([early]);
        (await scenario.ClaimAsync(limit: 5)).Select(r => r.Text("id")).ShouldBe([late]);
    }

    [Fact]
    public async Task Claim_AheadOfTime_GivesWhatStartsBefore()
    {
        await using var scenario = await Scenario.StartAsync();
        var soon = await scenario.CreateRunAsync("", TestServer.Start.AddSeconds(9));
        await scenario.CreateRunAsync("", TestServer.Start.AddSeconds(11));
        (await scenario.ClaimAsync(more: new() { ["before"] = "2026-01-01T12:00:10Z" })).Select(r => r.Text("id")).ShouldBe([soon]);
    }

    [Fact]
    public async Task Claim_OfManyAgentsAtOnce_GivesEachRunOnce()
    {
        await using var scenario = await Scenario.StartAsync();
        var runs = await Task.WhenAll(Enumerable.Range(0, 60).Select(_ => scenario.CreateRunAsync("")));
        var claims = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => scenario.ClaimAsync(limit: 5)));
        claims.SelectMany(c => c).Select(r => r.Text("id")).ShouldBe(runs, ignoreOrder: true);
    }

    [Fact]
    public async Task Claim_OfARunningRunWithATaskToRetry_ComesWithTheTask()
    {
        await using var scenario = await Scenario.StartAsync();
        var run = await scenario.CreateRunAsync("");
        await scenario.SetFlowRunAsync(run, "Running");
        var task = await scenario.TaskRunIdAsync(run, "hello-1");
        var state = Scenario.State("Retrying");
        state["start_time"] = "2026-01-01T12:15:00+00:00";
        await scenario.Server.MutateAsync("set_task_run_states", Scenario.TaskRunState(task, state), "states { id }");
        scenario.Server.Time.Advance(TimeSpan.FromSeconds(902));
        (await scenario.ClaimAsync()).ShouldBeEmpty("a process that lives starts the attempt itself");
        scenario.Server.Time.Advance(TimeSpan.FromSeconds(1));
        var claimed = (await scenario.ClaimAsync()).ShouldHaveSingleItem();
        claimed.Text("state").ShouldBe("Running");
        var due = claimed.GetProperty("task_runs").EnumerateArray().ShouldHaveSingleItem();
        due.Text("id").ShouldBe(task);
        due.GetProperty("serialized_state").Text("type").ShouldBe("Retrying");
        (await scenario.ClaimAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Claim_OfARunningRunWhoseProcessLives_LeavesItsRetryToIt()
    {
        await using var scenario = await Scenario.StartAsync();
        var run = await scenario.CreateRunAsync("");
        var claim = ClaimSteps.Claim(await scenario.ClaimOneAsync(run));
        await scenario.SetFlowRunAsync(run, "Running", claim);
        var state = Scenario.State("Retrying");
        state["start_time"] = "2026-01-01T12:00:10+00:00";
        await scenario.Server.MutateAsync("set_task_run_states", Scenario.TaskRunState(await scenario.TaskRunIdAsync(run, "hello-1"), state), "states { id }", claim);
        scenario.Server.Time.Advance(TimeSpan.FromSeconds(30));
        await scenario.Server.MutateAsync("update_flow_run_heartbeat", new() { ["flow_run_id"] = run }, "success", claim);
        scenario.Server.Time.Advance(TimeSpan.FromSeconds(45));
        (await scenario.ClaimAsync()).ShouldBeEmpty("its heartbeat renewed the lease");
        await scenario.Server.MutateAsync("release_flow_run", new() { ["flow_run_id"] = run }, "success", claim);
        (await scenario.ClaimAsync()).ShouldHaveSingleItem().Text("id").ShouldBe(run);
    }

    [Theory]
    [InlineData("limit", 0, "limit is 0, but must be from 1 to 100.")]
    [InlineData("limit", 101, "limit is 101, but must be from 1 to 100.")]
    [InlineData("wait_seconds", -1, "wait_seconds is -1, but must be from 0 to 60.")]
    [InlineData("wait_seconds", 61, "wait_seconds is 61, but must be from 0 to 60.")]
    public async Task Claim_WithANumberOutOfBounds_IsRefused(string field, int value, string message)
    {
        await using var server = await TestServer.StartAsync();
        (await server.RefusedAsync("claim_flow_runs", new() { [field] = value }, "runs { id }")).ShouldBe(message);
    }
}
