using System.Text.Json.Nodes;

namespace Flows.Server.Tests.Mutations;

/// <summary>Registration (contract section 4.2).</summary>
public sealed class RegistrationTests
{
    [Fact]
    public async Task CreateFlow_OfTheSameName_IsTheNextVersionOfItsGroupAndArchivesTheOthers()
    {
        await using var scenario = await Scenario.StartAsync();
        await scenario.RegisterAsync();
        await scenario.RegisterAsync();
        (await scenario.Server.RunAsync("{ flow(order_by: {version: asc}) { version archived } flow_group_aggregate { aggregate { count } } }")).ShouldBeJson(
            """
            {"flow": [{"version": 1, "archived": true}, {"version": 2, "archived": true}, {"version": 3, "archived": false}],
             "flow_group_aggregate": {"aggregate": {"count": 1}}}
            """);
    }

    [Fact]
    public async Task CreateFlow_WithTheLastKey_ChangesNothing()
    {
        await using var scenario = await Scenario.StartAsync();
        var first = await scenario.RegisterAsync(key: "k1");
        (await scenario.RegisterAsync(key: "k1")).ShouldBe(first);
        var second = await scenario.RegisterAsync(key: "k2");
        second.ShouldNotBe(first);
        (await scenario.RegisterAsync(key: "k1")).ShouldNotBe(first, "only the last key counts");
    }

    [Fact]
    public async Task CreateFlow_WithoutKey_ForgetsTheKey()
    {
        await using var scenario = await Scenario.StartAsync();
        var first = await scenario.RegisterAsync(key: "k1");
        await scenario.RegisterAsync();
        (await scenario.RegisterAsync(key: "k1")).ShouldNotBe(first);
    }

    [Fact]
    public async Task CreateFlow_WithTheLastKeyOfAnArchivedFlow_IsANewVersion()
    {
        await using var scenario = await Scenario.StartAsync();
        var first = await scenario.RegisterAsync(key: "k1");
        await scenario.Server.MutateAsync("archive_flow", new() { ["flow_id"] = first }, "success");
        (await scenario.RegisterAsync(key: "k1")).ShouldNotBe(first);
    }

    [Fact]
    public async Task CreateFlow_IntoAnotherGroup_StartsAtVersion1AndLeavesTheFirstAlone()
    {
        await using var scenario = await Scenario.StartAsync();
        await scenario.RegisterAsync(versionGroup: "own");
        (await scenario.Server.RunAsync("{ flow(order_by: {created: asc}) { version archived } flow_group(where: {name: {_eq: \"own\"}}) { name } }"))
            .ShouldBeJson(
            """{"flow": [{"version": 1, "archived": false}, {"version": 1, "archived": false}], "flow_group": [{"name": "own"}]}""");
    }

    [Fact]
    public async Task CreateFlow_OfAnUnknownProject_IsRefused()
    {
        await using var scenario = await Scenario.StartAsync();
        (await scenario.Server.RefusedAsync("create_flow", new() { ["project_id"] = Guid.NewGuid().ToString(), ["serialized_flow"] = Scenario.Document() }))
            .ShouldBe("Invalid project.");
    }

    [Fact]
    public async Task CreateFlow_WithAnEdgeToNowhere_LeavesNothingBehind()
    {
        await using var scenario = await Scenario.StartAsync();
        var document = Scenario.Document();
        document["edges"]![0]!["downstream_task"]!["slug"] = "nowhere";
        (await scenario.Server.RefusedAsync("create_flow", new() { ["project_id"] = scenario.ProjectId, ["serialized_flow"] = document }))
            .ShouldContain("some edges reference tasks that do not exist");
        (await scenario.Server.RunAsync("{ flow { version archived } }")).ShouldBeJson("""{"flow": [{"version": 1, "archived": false}]}""");
    }

    [Theory]
    [InlineData("0.6.0", true)]
    [InlineData("0.6.1", false)]
    [InlineData("0.15.0+2.gabc", false)]
    public async Task CreateFlow_OfACoreVersion_IsRefusedBelowTheOldest(string version, bool refused)
    {
        await using var scenario = await Scenario.StartAsync();
        var document = Scenario.Document();
        document["__version__"] = version;
        var (_, answer) = await scenario.Server.PostAsync(
            "mutation($input: create_flow_input!) { create_flow(input: $input) { id } }",
            new JsonObject { ["input"] = new JsonObject { ["project_id"] = scenario.ProjectId, ["serialized_flow"] = document } });
        answer.TryGetProperty("errors", out _).ShouldBe(refused);
    }

    [Fact]
    public async Task CreateFlow_OfAFlowThatIsNotPacked_IsRefusedInOneSentence()
    {
        await using var scenario = await Scenario.StartAsync();
        (await scenario.Server.RefusedAsync("create_flow_from_compressed_string",
            new() { ["project_id"] = scenario.ProjectId, ["serialized_flow"] = "nonsense" }))
            .ShouldBe("The compressed flow is not base64 of gzip of JSON.");
    }

    [Fact]
    public async Task CreateFlow_WithoutAName_IsRefused()
    {
        await using var scenario = await Scenario.StartAsync();
        var document = Scenario.Document();
        document["name"] = " ";
        (await scenario.Server.RefusedAsync("create_flow", new() { ["project_id"] = scenario.ProjectId, ["serialized_flow"] = document }))
            .ShouldBe("A serialized flow must have a name.");
    }

    [Fact]
    public async Task CreateFlow_WithARetryDelayThatIsTooLong_IsRefused()
    {
        await using var scenario = await Scenario.StartAsync();
        var document = Scenario.Document();
        document["tasks"]![1]!["retry_delay"] = 1e30;
        (await scenario.Server.RefusedAsync("create_flow", new() { ["project_id"] = scenario.ProjectId, ["serialized_flow"] = document }))
            .ShouldBe("retry_delay of a task is 1E+30 seconds, which is too long.");
    }

    [Theory]
    [InlineData("")]
    [InlineData("  ")]
    public async Task CreateProject_WithoutAName_IsRefused(string name)
    {
        await using var scenario = await Scenario.StartAsync();
        (await scenario.Server.RefusedAsync("create_project", new() { ["name"] = name })).ShouldBe("A project must have a name.");
    }

    [Fact]
    public async Task CreateFlow_KeepsTheDocumentWord_ForWord()
    {
        await using var scenario = await Scenario.StartAsync(d => d["flows"] = JsonNode.Parse("""{"graph_hash": "ü", "n": 1.50}"""));
        var stored = await scenario.Server.RunAsync($"{{ flow_by_pk(id: \"{scenario.FlowId}\") {{ serialized_flow parameters run_config storage schedule }} }}");
        stored.GetProperty("flow_by_pk").GetProperty("serialized_flow").GetProperty("flows").ShouldBeJson("""{"graph_hash": "ü", "n": 1.50}""");
        stored.GetProperty("flow_by_pk").GetProperty("storage").GetProperty("directory").GetString().ShouldBe("/x");
    }

    [Fact]
    public async Task RegisterTasks_ThatAreKnown_ChangesNothing()
    {
        await using var scenario = await Scenario.StartAsync();
        var tasks = new JsonArray(new JsonObject { ["slug"] = "hello-1", ["name"] = "other" }, new JsonObject { ["slug"] = "new-1", ["name"] = "new" });
        await scenario.Server.MutateAsync("register_tasks", new() { ["flow_id"] = scenario.FlowId, ["serialized_tasks"] = tasks }, "success");
        (await scenario.Server.RunAsync("{ task(order_by: {slug: asc}) { slug name } }")).ShouldBeJson(
            """{"task": [{"slug": "bye-1", "name": "bye"}, {"slug": "hello-1", "name": "hello"}, {"slug": "name", "name": "name"}, {"slug": "new-1", "name": "new"}]}""");
    }

    [Fact]
    public async Task RegisterEdges_BetweenTheSameTasks_AreOneRow()
    {
        await using var scenario = await Scenario.StartAsync();
        var edges = JsonNode.Parse("""[{"upstream_task": {"slug": "name"}, "downstream_task": {"slug": "hello-1"}, "key": "again", "mapped": false}]""");
        await scenario.Server.MutateAsync("register_edges", new() { ["flow_id"] = scenario.FlowId, ["serialized_edges"] = edges }, "success");
        (await scenario.Server.RunAsync("{ edge_aggregate { aggregate { count } } }")).ShouldBeJson("""{"edge_aggregate": {"aggregate": {"count": 2}}}""");
    }

    [Fact]
    public async Task ArchiveFlow_WithRunsThatWait_CancelsThemAndNoMoreAreMade()
    {
        await using var scenario = await Scenario.StartAsync();
        var run = await scenario.CreateRunAsync();
        await scenario.RegisterAsync();
        (await scenario.FlowRunAsync(run, "state")).ShouldBeJson("""{"state": "Cancelled"}""");
        (await scenario.Server.RefusedAsync("create_flow_run", new() { ["flow_id"] = scenario.FlowId })).ShouldContain("is archived and cannot be run");
    }

    [Theory]
    [InlineData(null, false, null)]
    [InlineData("""{"type": "Schedule", "clocks": [{"type": "CronClock", "cron": "0 6 * * *", "parameter_defaults": {}}]}""", true, null)]
    [InlineData("""{"type": "Schedule", "clocks": [{"type": "CronClock", "cron": "0 6 * * *", "parameter_defaults": {}}]}""", false, "Can not schedule a flow that has required parameters.")]
    [InlineData("""{"type": "Schedule", "clocks": [{"type": "CronClock", "cron": "0 6 * * *", "parameter_defaults": {"must": 1}}]}""", true, null, true)]
    public async Task SetScheduleActive_OfAFlow_FollowsScheduleAndRequiredParameters(string? schedule, bool active, string? refusal, bool required = false)
    {
        await using var scenario = await Scenario.StartAsync(d =>
        {
            d["schedule"] = schedule is null ? null : JsonNode.Parse(schedule);
            if (required || refusal is not null) d["parameters"]!.AsArray().Add(new JsonObject { ["name"] = "must", ["required"] = true });
        });
        if (refusal is not null) (await scenario.Server.RefusedAsync("set_schedule_active", new() { ["flow_id"] = scenario.FlowId }, "success"))
            .ShouldBe(refusal);
        else (await scenario.Server.MutateAsync("set_schedule_active", new() { ["flow_id"] = scenario.FlowId }, "success")).GetProperty("success").GetBoolean()
            .ShouldBe(active);
        var read = $"{{ flow_by_pk(id: \"{scenario.FlowId}\") {{ is_schedule_active }} }}";
        (await scenario.Server.RunAsync(read)).GetProperty("flow_by_pk").GetProperty("is_schedule_active").GetBoolean().ShouldBe(active);
        await scenario.Server.MutateAsync("set_schedule_inactive", new() { ["flow_id"] = scenario.FlowId }, "success");
        (await scenario.Server.RunAsync(read)).GetProperty("flow_by_pk").GetProperty("is_schedule_active").GetBoolean().ShouldBeFalse();
    }
}
