using System.Text.Json.Nodes;

namespace Flows.Server.Tests.Mutations;

/// <summary>Making and changing flow runs (contract section 4.3).</summary>
public sealed class FlowRunTests
{
    [Fact]
    public async Task Create_AsThePlainTriggerScriptDoes_StartsARun()
    {
        await using var scenario = await Scenario.StartAsync();
        var body = new JsonObject
        {
            ["query"] = $"mutation {{ create_flow_run(input: {{ flow_id: \"{scenario.FlowId}\" }}) {{ id }} }}",
            ["variables"] = $"{{\"input\": {{\"flowId\": \"{scenario.FlowId}\"}}}}",
        };
        var (status, answer) = await scenario.Server.SendAsync(body.ToJsonString(), "/graphql");
        status.ShouldBe(200);
        var run = answer.GetProperty("data").GetProperty("create_flow_run").GetProperty("id").GetString()!;
        var stored = await scenario.FlowRunAsync(run,
            "name state version scheduled_start_time state_start_time auto_scheduled context serialized_state task_runs(where: {task: {slug: {_eq: \"hello-1\"}}}) { state version map_index serialized_state states { state message version } }");
        stored.GetProperty("name").GetString()!.ShouldMatch("^[a-z]+-[a-z]+$");
        stored.GetProperty("state").GetString().ShouldBe("Scheduled");
        stored.GetProperty("state_start_time").GetString().ShouldBe("2026-01-01T12:00:00.000000+00:00");
        stored.GetProperty("serialized_state").GetProperty("start_time").GetString()!.ShouldStartWith("2026-01-01T12:00:00");
        var task = stored.GetProperty("task_runs")[0];
        (task.GetProperty("state").GetString(), task.GetProperty("version").GetInt32(), task.GetProperty("map_index").GetInt32()).ShouldBe(("Pending", 1, -1));
        task.GetProperty("states").ShouldBeJson("""[{"state": "Pending", "message": "Task run created", "version": 1}]""");
    }

    [Fact]
    public async Task Create_WithTheSameKey_IsTheSameRunAndWritesNothing()
    {
        await using var scenario = await Scenario.StartAsync();
        var first = await scenario.CreateRunAsync(new() { ["idempotency_key"] = "k", ["parameters"] = new JsonObject { ["name"] = "Ann" } });
        (await scenario.CreateRunAsync(new() { ["idempotency_key"] = "k" })).ShouldBe(first);
        (await scenario.FlowRunAsync(first, "version parameters")).ShouldBeJson("""{"version": 1, "parameters": {"name": "Ann"}}""");
        (await scenario.CreateRunAsync()).ShouldNotBe(await scenario.CreateRunAsync(), "without a key each call makes a run");
    }

    [Theory]
    // the call's own labels, an empty list too, then those of its run config, then those of the flow's
    [InlineData("""{"labels": ["z", "c"]}""", """["c","z"]""")]
    [InlineData("""{"labels": []}""", "[]")]
    [InlineData("""{"labels": null, "run_config": {"labels": ["rc"]}}""", """["rc"]""")]
    [InlineData("""{"run_config": {"labels": []}}""", "[]")]
    [InlineData("""{"run_config": {"type": "LocalRun"}}""", """["a","b"]""")]
    [InlineData("{}", """["a","b"]""")]
    public async Task Create_WithLabels_TakesTheFirstThatAreGiven(string input, string expected)
    {
        await using var scenario = await Scenario.StartAsync();
        var run = await scenario.CreateRunAsync(JsonNode.Parse(input)!.AsObject());
        (await scenario.FlowRunAsync(run, "labels")).GetProperty("labels").ShouldBeJson(expected);
    }

    [Fact]
    public async Task Create_WithParameters_OverlaysDefaultsThatAreNotEmpty()
    {
        await using var scenario = await Scenario.StartAsync(d => d["parameters"] = JsonNode.Parse(
            """
            [{"name": "a", "default": 1}, {"name": "zero", "default": 0}, {"name": "empty", "default": ""}, {"name": "none", "default": null}, {"name": "list", "default": []},
             {"name": "no", "default": false}, {"name": "kept", "default": {"x": [1.50]}}]
            """));
        var run = await scenario.CreateRunAsync(new() { ["parameters"] = new JsonObject { ["a"] = 2, ["unknown"] = "ok" } });
        (await scenario.FlowRunAsync(run, "parameters")).ShouldBeJson("""{"parameters": {"a": 2, "kept": {"x": [1.50]}, "unknown": "ok"}}""");
    }

    [Fact]
    public async Task Create_WithoutARequiredParameter_IsRefusedByName()
    {
        await using var scenario = await Scenario.StartAsync(d => d["parameters"]!.AsArray()
            .Add(new JsonObject { ["name"] = "must", ["required"] = true, ["default"] = null }));
        (await scenario.Server.RefusedAsync("create_flow_run", new() { ["flow_id"] = scenario.FlowId }))
            .ShouldBe("Required parameters were not supplied: {'must'}");
        await scenario.CreateRunAsync(new() { ["parameters"] = new JsonObject { ["must"] = null } });
    }

    [Fact]
    public async Task Create_ByVersionGroup_RunsTheNewestVersion()
    {
        await using var scenario = await Scenario.StartAsync();
        await scenario.RegisterAsync(versionGroup: "g");
        await scenario.RegisterAsync(versionGroup: "g");
        var run = await scenario.CreateRunAsync(new() { ["version_group_id"] = "g" });
        (await scenario.FlowRunAsync(run, "flow { version }")).ShouldBeJson("""{"flow": {"version": 2}}""");
    }

    [Fact]
    public async Task Create_OfNoFlow_IsRefused()
    {
        await using var scenario = await Scenario.StartAsync();
        (await scenario.Server.RefusedAsync("create_flow_run", [])).ShouldBe("One of `flow_id` or `version_group_id` must be provided.");
        (await scenario.Server.RefusedAsync("create_flow_run", new() { ["flow_id"] = Guid.Empty.ToString() })).ShouldBe($"Flow not found: {Guid.Empty}.");
        (await scenario.Server.RefusedAsync("create_flow_run", new() { ["version_group_id"] = "none" })).ShouldBe("Flow not found: version group none.");
    }

    [Fact]
    public async Task Rename_Label_Delete_OfARun_ChangeIt()
    {
        await using var scenario = await Scenario.StartAsync();
        var run = await scenario.CreateRunAsync();
        var server = scenario.Server;
        await server.MutateAsync("set_flow_run_name", new() { ["flow_run_id"] = run, ["name"] = "new" }, "success error");
        await server.MutateAsync("set_flow_run_labels", new() { ["flow_run_id"] = run, ["labels"] = new JsonArray("y", "x") }, "success");
        await server.MutateAsync("update_flow_run_heartbeat", new() { ["flow_run_id"] = run }, "success");
        (await scenario.FlowRunAsync(run, "name labels heartbeat")).ShouldBeJson("""{"name": "new", "labels": ["x", "y"], "heartbeat": "2026-01-01T12:00:00.000000+00:00"}""");
        await server.MutateAsync("delete_flow_run", new() { ["flow_run_id"] = run }, "success");
        (await server.RunAsync("{ flow_run { id } task_run { id } task_run_state { id } flow_run_state { id } }")).ShouldBeJson("""{"flow_run": [], "task_run": [], "task_run_state": [], "flow_run_state": []}""");
        (await server.RefusedAsync("delete_flow_run", new() { ["flow_run_id"] = run }, "success")).ShouldBe($"Flow run not found: {run}.");
    }

    [Fact]
    public async Task DeleteProject_WithFlowsAndRuns_DeletesThemToo()
    {
        await using var scenario = await Scenario.StartAsync();
        await scenario.CreateRunAsync();
        await scenario.Server.MutateAsync("delete_project", new() { ["project_id"] = scenario.ProjectId }, "success");
        (await scenario.Server.RunAsync("{ flow { id } flow_run { id } task { id } }")).ShouldBeJson("""{"flow": [], "flow_run": [], "task": []}""");
    }

    [Fact]
    public async Task CreateProject_OfAKnownName_SaysExactlyWhatClientsLookFor()
    {
        await using var scenario = await Scenario.StartAsync();
        (await scenario.Server.RefusedAsync("create_project", new() { ["name"] = "P" })).ShouldBe("Uniqueness violation.");
        (await scenario.Server.RefusedAsync("create_tenant", new() { ["name"] = "x", ["slug"] = "default" })).ShouldBe("Uniqueness violation.");
    }
}
