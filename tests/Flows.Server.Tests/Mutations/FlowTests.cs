using System.Text.Json;
using System.Text.Json.Nodes;

namespace Flows.Server.Tests.Mutations;

/// <summary>Versions of flows: moved, switched, archived, deleted.</summary>
public sealed class FlowTests
{
    [Fact]
    public async Task UpdateFlowProject_OfAFlow_MovesAllItsVersions()
    {
        await using var scenario = await Scenario.StartAsync();
        var newest = await scenario.RegisterAsync();
        var target = (await scenario.Server.MutateAsync("create_project", new() { ["name"] = "Q" })).GetProperty("id").GetString();
        (await scenario.Server.MutateAsync("update_flow_project", new() { ["flow_id"] = newest, ["project_id"] = target }))
            .ShouldBeJson($$"""{"id": "{{newest}}"}""");
        (await scenario.Server.RunAsync("{ flow(order_by: {version: asc}) { version project { name } } }")).ShouldBeJson(
            """{"flow": [{"version": 1, "project": {"name": "Q"}}, {"version": 2, "project": {"name": "Q"}}]}""");
    }

    [Fact]
    public async Task UpdateFlowProject_IntoAnotherTenant_IsRefusedAsNotFound()
    {
        await using var scenario = await Scenario.StartAsync();
        var server = scenario.Server;
        var tenant = (await server.MutateAsync("create_tenant", new() { ["name"] = "T", ["slug"] = "t" })).GetProperty("id").GetString();
        var target = (await server.MutateAsync("create_project", new() { ["tenant_id"] = tenant, ["name"] = "P" })).GetProperty("id").GetString();
        (await server.RefusedAsync("update_flow_project", new() { ["flow_id"] = scenario.FlowId, ["project_id"] = target })).ShouldBe($"Project not found: {target}.");
        (await server.RefusedAsync("update_flow_project", new() { ["flow_id"] = target, ["project_id"] = scenario.ProjectId })).ShouldBe($"Flow not found: {target}.");
    }

    [Theory]
    [InlineData("disable_flow_heartbeat", "heartbeat_enabled", false)]
    [InlineData("enable_flow_heartbeat", "heartbeat_enabled", true)]
    [InlineData("disable_flow_lazarus_process", "lazarus_enabled", false)]
    [InlineData("enable_flow_lazarus_process", "lazarus_enabled", true)]
    public async Task Switch_OfAFlow_IsASettingOfItsGroup(string mutation, string setting, bool expected)
    {
        await using var scenario = await Scenario.StartAsync();
        if (expected) await scenario.Server.MutateAsync(mutation.Replace("enable", "disable", StringComparison.Ordinal), new() { ["flow_id"] = scenario.FlowId }, "success");
        (await scenario.Server.MutateAsync(mutation, new() { ["flow_id"] = scenario.FlowId }, "success")).ShouldBeJson("""{"success": true}""");
        var settings = (await scenario.Server.RunAsync("{ flow_group { settings } }")).GetProperty("flow_group")[0].GetProperty("settings");
        settings.GetProperty(setting).GetBoolean().ShouldBe(expected);
        settings.EnumerateObject().Count(p => p.Value.ValueKind == JsonValueKind.True).ShouldBe(expected ? 2 : 1, "the other switch stays");
        var none = Guid.NewGuid().ToString();
        (await scenario.Server.RefusedAsync(mutation, new() { ["flow_id"] = none }, "success")).ShouldBe($"Flow not found: {none}.");
    }

    [Fact]
    public async Task DeleteFlow_WithManyRuns_DeletesThemAndKeepsOtherVersions()
    {
        await using var scenario = await Scenario.StartAsync();
        for (var i = 0; i < 23; i++) await scenario.CreateRunAsync();
        var newest = await scenario.RegisterAsync();
        var kept = await scenario.CreateRunAsync(new() { ["flow_id"] = newest });
        (await scenario.Server.MutateAsync("delete_flow", new() { ["flow_id"] = scenario.FlowId }, "success")).ShouldBeJson("""{"success": true}""");
        (await scenario.Server.RunAsync("{ flow { id } flow_run { id } task_run_aggregate { aggregate { count } } }")).ShouldBeJson(
            $$"""{"flow": [{"id": "{{newest}}"}], "flow_run": [{"id": "{{kept}}"}], "task_run_aggregate": {"aggregate": {"count": 3} } }""");
        (await scenario.Server.RefusedAsync("delete_flow", new() { ["flow_id"] = scenario.FlowId }, "success")).ShouldBe($"Flow not found: {scenario.FlowId}.");
    }

    [Fact]
    public async Task DeleteFlowGroup_OfAFlow_DeletesAllItsVersions()
    {
        await using var scenario = await Scenario.StartAsync();
        await scenario.RegisterAsync();
        var other = await scenario.RegisterAsync(versionGroup: "other");
        var group = await GroupTests.GroupAsync(scenario);
        await scenario.Server.MutateAsync("delete_flow_group", new() { ["flow_group_id"] = group }, "success");
        (await scenario.Server.RunAsync("{ flow { id } flow_group { name } }")).ShouldBeJson($$"""{"flow": [{"id": "{{other}}"}], "flow_group": [{"name": "other"}]}""");
        (await scenario.Server.RefusedAsync("delete_flow_group", new() { ["flow_group_id"] = group }, "success")).ShouldBe($"Flow group not found: {group}.");
    }

    [Fact]
    public async Task ArchiveFlow_WithScheduledRuns_DeletesThoseOfTheScheduleAndCancelsTheOthers()
    {
        await using var scenario = await Scenario.StartAsync(d => d["schedule"] = JsonNode.Parse(
            """{"type": "Schedule", "clocks": [{"type": "CronClock", "cron": "0 6 * * *", "parameter_defaults": {}}]}"""));
        var (waiting, running) = (await scenario.CreateRunAsync(), await scenario.CreateRunAsync());
        await scenario.SetFlowRunAsync(running, "Running");
        (await scenario.Server.RunAsync("{ flow_run_aggregate { aggregate { count } } }")).ShouldBeJson("""{"flow_run_aggregate": {"aggregate": {"count": 12}}}""");
        await scenario.Server.MutateAsync("archive_flow", new() { ["flow_id"] = scenario.FlowId }, "success");
        (await scenario.Server.RunAsync("{ flow_run(order_by: {state: asc}) { id state state_message } flow { archived } }")).ShouldBeJson(
            $$"""
            {"flow_run": [{"id": "{{waiting}}", "state": "Cancelled", "state_message": "Flow run was cancelled because its flow was archived"},
                          {"id": "{{running}}", "state": "Running", "state_message": "to Running"}], "flow": [{"archived": true}]}
            """);
        var none = Guid.NewGuid().ToString();
        (await scenario.Server.RefusedAsync("archive_flow", new() { ["flow_id"] = none }, "success")).ShouldBe($"Flow not found: {none}.");
    }

    [Fact]
    public async Task SetSchedule_OfAFlowThatDoesNotExist_IsRefused()
    {
        await using var server = await TestServer.StartAsync();
        var none = Guid.NewGuid().ToString();
        foreach (var mutation in new[] { "set_schedule_active", "set_schedule_inactive" })
            (await server.RefusedAsync(mutation, new() { ["flow_id"] = none }, "success")).ShouldBe($"Flow not found: {none}.");
        foreach (var (mutation, field) in new[] { ("register_tasks", "serialized_tasks"), ("register_edges", "serialized_edges") })
            (await server.RefusedAsync(mutation, new() { ["flow_id"] = none, [field] = new JsonArray() }, "success")).ShouldBe($"Flow not found: {none}.");
    }
}
