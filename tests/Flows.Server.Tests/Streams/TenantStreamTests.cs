using System.Text.Json.Nodes;

namespace Flows.Server.Tests.Streams;

/// <summary>What a dashboard follows.</summary>
public sealed class TenantStreamTests
{
    [Fact]
    public async Task Stream_OfATenant_TellsOfRunsAndAgents()
    {
        await using var scenario = await Scenario.StartAsync();
        using var events = await EventReader.OpenAsync(scenario.Server.Http, "/events");
        (await events.TakeAsync(1)).ShouldBe(["refresh"]);
        var run = await scenario.CreateRunAsync();
        var created = (await events.NextAsync())!.Data;
        (created.GetProperty("id").GetString(), created.GetProperty("flow_id").GetString(), created.GetProperty("state").GetString())
            .ShouldBe((run, scenario.FlowId, "Scheduled"));
        await scenario.SetFlowRunAsync(run, "Running");
        (await events.TakeAsync(1)).ShouldBe(["flow_run 2 Running"]);
        var agent = (await scenario.Server.MutateAsync("register_agent", new() { ["type"] = "local", ["name"] = "a", ["labels"] = new JsonArray("x") }))
            .GetProperty("id").GetString()!;
        (await events.NextAsync())!.Data.ShouldBeJson(
            $$"""{"kind": "agent", "id": "{{agent}}", "name": "a", "type": "local", "labels": ["x"], "last_queried": null}""");
        await scenario.Server.MutateAsync("get_runs_in_queue", [], "flow_run_ids", ("X-PREFECT-AGENT-ID", agent));
        (await events.NextAsync())!.Data.GetProperty("last_queried").GetString().ShouldBe("2026-01-01T12:00:00.000000+00:00");
        await scenario.Server.MutateAsync("delete_agent", new() { ["agent_id"] = agent }, "success");
        (await events.NextAsync())!.Data.ShouldBeJson($$"""{"kind": "agent_deleted", "id": "{{agent}}"}""");
    }

    [Fact]
    public async Task Stream_OfOneTenant_KeepsQuietAboutOthers()
    {
        await using var scenario = await Scenario.StartAsync();
        var other = (await scenario.Server.MutateAsync("create_tenant", new() { ["name"] = "O", ["slug"] = "o" })).GetProperty("id").GetString();
        using var events = await EventReader.OpenAsync(scenario.Server.Http, $"/events?tenant_id={other}");
        (await events.TakeAsync(1)).ShouldBe(["refresh"]);
        await scenario.CreateRunAsync();
        await scenario.Server.MutateAsync("register_agent", new() { ["type"] = "local", ["tenant_id"] = other, ["labels"] = new JsonArray() });
        (await events.TakeAsync(1)).ShouldBe(["agent"]);
    }

    [Fact]
    public async Task Stream_WithNothingToTell_Beats()
    {
        await using var server = await TestServer.StartAsync();
        using var events = await EventReader.OpenAsync(server.Http, "/events");
        (await events.TakeAsync(1)).ShouldBe(["refresh"]);
        server.Time.Advance(TimeSpan.FromSeconds(15));
        (await events.TakeAsync(1)).ShouldBe([":"]);
    }
}
