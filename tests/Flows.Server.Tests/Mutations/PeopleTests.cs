using System.Text.Json.Nodes;
using Flows.Server.Tests.Hooks;

namespace Flows.Server.Tests.Mutations;

/// <summary>Agent configs, messages, and what a hook must be to be made.</summary>
public sealed class PeopleTests
{
    [Fact]
    public async Task AgentConfig_MadeChangedAndDeleted_LeavesItsAgents()
    {
        await using var server = await TestServer.StartAsync();
        var id = (await server.MutateAsync("create_agent_config",
            new() { ["tenant_id"] = await HookTests.TenantAsync(server), ["name"] = "c", ["settings"] = JsonNode.Parse("""{"a": 1}""") })).GetProperty("id").GetString();
        await server.MutateAsync("register_agent", new() { ["type"] = "LocalAgent", ["agent_config_id"] = id });
        await server.MutateAsync("update_agent_config", new() { ["agent_config_id"] = id, ["settings"] = JsonNode.Parse("""{"b": 2}""") }, "success");
        (await server.RunAsync("{ agent_config { name settings agents { type } } }"))
            .ShouldBeJson("""{"agent_config": [{"name": "c", "settings": {"b": 2}, "agents": [{"type": "LocalAgent"}]}]}""");
        await server.MutateAsync("update_agent_config", new() { ["agent_config_id"] = id, ["name"] = "d" }, "success");
        (await server.RunAsync("{ agent_config { name settings } }")).ShouldBeJson("""{"agent_config": [{"name": "d", "settings": {"b": 2}}]}""");
        await server.MutateAsync("delete_agent_config", new() { ["agent_config_id"] = id }, "success");
        (await server.RunAsync("{ agent { type agent_config_id } }")).ShouldBeJson("""{"agent": [{"type": "LocalAgent", "agent_config_id": null}]}""");
        foreach (var mutation in new[] { "update_agent_config", "delete_agent_config" })
            (await server.RefusedAsync(mutation, new() { ["agent_config_id"] = id }, "success")).ShouldBe($"Agent config not found: {id}.");
        (await server.RefusedAsync("create_agent_config", new() { ["settings"] = new JsonArray() }))
            .ShouldBe("settings must be a JSON object, but this is sent: Array.");
        (await server.RefusedAsync("register_agent", new() { ["type"] = "DockerAgent", ["agent_config_id"] = id })).ShouldBe($"Agent config not found: {id}.");
    }

    [Fact]
    public async Task Agent_ThatDoesNotExist_CannotBeDeleted()
    {
        await using var server = await TestServer.StartAsync();
        var none = Guid.NewGuid().ToString();
        (await server.RefusedAsync("delete_agent", new() { ["agent_id"] = none }, "success")).ShouldBe($"Agent not found: {none}.");
    }

    [Fact]
    public async Task Message_MarkedAndDeleted_FollowsAndIsGone()
    {
        await using var scenario = await Scenario.StartAsync();
        var server = scenario.Server;
        await HookTests.CreateAsync(scenario, "PREFECT_MESSAGE", ["SCHEDULED"], null);
        await scenario.CreateRunAsync();
        var id = (await server.RunAsync("{ message { id } }")).GetProperty("message")[0].GetProperty("id").GetString();
        foreach (var (mutation, read) in new[] { ("mark_message_as_read", "true"), ("mark_message_as_unread", "false") })
        {
            (await server.MutateAsync(mutation, new() { ["message_id"] = id }, "success")).ShouldBeJson("""{"success": true}""");
            (await server.RunAsync("{ message { read } }")).ShouldBeJson($$"""{"message": [{"read": {{read}}}]}""");
        }
        await server.MutateAsync("delete_message", new() { ["message_id"] = id }, "success");
        (await server.RunAsync("{ message { id } }")).ShouldBeJson("""{"message": []}""");
        foreach (var mutation in new[] { "mark_message_as_read", "mark_message_as_unread", "delete_message" })
            (await server.RefusedAsync(mutation, new() { ["message_id"] = id }, "success")).ShouldBe($"Message not found: {id}.");
    }

    [Theory]
    [InlineData("WEBHOOK", "{}", "A hook of type WEBHOOK cannot be made so: config must hold \"url\" as text.")]
    [InlineData("WEBHOOK", """{"url": "ftp://x"}""", "A hook of type WEBHOOK cannot be made so: url is no address that starts with https:// or http://.")]
    [InlineData("SLACK_WEBHOOK", """{"url": "hooks.slack.com"}""", "A hook of type SLACK_WEBHOOK cannot be made so: url is no address that starts with https:// or http://.")]
    [InlineData("WEBHOOK", "[]", "A hook of type WEBHOOK cannot be made so: config must be a JSON object, but this is sent: Array.")]
    [InlineData("PAGERDUTY", """{"routing_key": "r", "severity": "info"}""", "A hook of type PAGERDUTY cannot be made so: config must hold \"api_token\" as text.")]
    [InlineData("PAGERDUTY", """{"api_token": "t", "routing_key": "r", "severity": "bad"}""", "A hook of type PAGERDUTY cannot be made so: severity is \"bad\", but PagerDuty knows critical, error, warning, info.")]
    [InlineData("TWILIO", """{"account_sid": "a", "auth_token": "t", "messaging_service_sid": "m", "to": []}""", "A hook of type TWILIO cannot be made so: config must hold \"to\": a list of telephone numbers as +4930123456.")]
    public async Task CreateCloudHook_WithAConfigThatCannotBe_IsRefused(string type, string config, string sentence)
    {
        await using var server = await TestServer.StartAsync();
        (await server.RefusedAsync("create_cloud_hook", new() { ["type"] = type, ["states"] = new JsonArray("FAILED"), ["config"] = JsonNode.Parse(config) }))
            .ShouldBe(sentence);
    }

    [Fact]
    public async Task CreateCloudHook_WithStatesOrAGroupThatCannotBe_IsRefused()
    {
        await using var server = await TestServer.StartAsync();
        (await server.RefusedAsync("create_cloud_hook", new() { ["type"] = "PREFECT_MESSAGE", ["states"] = new JsonArray() }))
            .ShouldBe("A hook needs a state of which it is told: send states, for example [\"FAILED\"].");
        (await server.RefusedAsync("create_cloud_hook", new() { ["type"] = "PREFECT_MESSAGE", ["states"] = new JsonArray("failed", "Dancing") }))
            .ShouldStartWith("There is no state \"DANCING\": use CACHED, CANCELLED, ");
        (await server.RefusedAsync("create_cloud_hook", new() { ["type"] = "PREFECT_MESSAGE", ["states"] = new JsonArray("FAILED"), ["version_group_id"] = "no" }))
            .ShouldBe("Version group not found: no.");
    }

    [Theory]
    [InlineData(null, "Success")]
    [InlineData("SCHEDULED", "Scheduled")]
    [InlineData("SUBMITTED", "Submitted")]
    [InlineData("RUNNING", "Running")]
    [InlineData("SUCCESS", "Success")]
    [InlineData("FAILED", "Failed")]
    public async Task TestCloudHook_OfAState_TellsIt(string? asked, string state)
    {
        await using var receiver = await HookReceiver.StartAsync();
        await using var scenario = await HookTests.StartAsync();
        var hook = await HookTests.CreateAsync(scenario, "WEBHOOK", ["LOOPED"], new() { ["url"] = receiver.Uri.ToString() });
        (await scenario.Server.MutateAsync("test_cloud_hook", new() { ["cloud_hook_id"] = hook, ["state_type"] = asked }, "success"))
            .ShouldBeJson("""{"success": true}""");
        var happened = (await receiver.NextAsync()).Json.GetProperty("event");
        happened.GetProperty("state").GetProperty("state").GetString().ShouldBe(state);
        happened.GetProperty("is_test_event").GetBoolean().ShouldBeTrue();
    }

    [Fact]
    public async Task TestCloudHook_OfARun_NamesIt()
    {
        await using var scenario = await HookTests.StartAsync();
        var hook = await HookTests.CreateAsync(scenario, "PREFECT_MESSAGE", ["LOOPED"], null);
        var run = await scenario.CreateRunAsync(new() { ["flow_run_name"] = "mine" });
        await scenario.Server.MutateAsync("test_cloud_hook", new() { ["cloud_hook_id"] = hook, ["flow_run_id"] = run }, "success");
        (await scenario.Server.RunAsync("{ message { text } }"))
            .ShouldBeJson("""{"message": [{"text": "Test: Flow run mine of Hello is Success: All reference tasks succeeded."}]}""");
    }

    [Fact]
    public async Task CloudHook_ThatCannotBeToldOrDoesNotExist_IsSaid()
    {
        await using var receiver = await HookReceiver.StartAsync();
        receiver.AnswerStatus(500);
        await using var scenario = await HookTests.StartAsync();
        var hook = await HookTests.CreateAsync(scenario, "WEBHOOK", ["FAILED"], new() { ["url"] = receiver.Uri.ToString() });
        (await scenario.Server.RefusedAsync("test_cloud_hook", new() { ["cloud_hook_id"] = hook }, "success"))
            .ShouldBe($"Cloud hook {hook} could not be told: it answered with status 500.");
        var none = Guid.NewGuid().ToString();
        (await scenario.Server.RefusedAsync("test_cloud_hook", new() { ["cloud_hook_id"] = hook, ["flow_run_id"] = none }, "success")).ShouldBe($"Flow run not found: {none}.");
        foreach (var mutation in new[] { "test_cloud_hook", "delete_cloud_hook", "set_cloud_hook_active", "set_cloud_hook_inactive" })
            (await scenario.Server.RefusedAsync(mutation, new() { ["cloud_hook_id"] = none }, "success")).ShouldBe($"Cloud hook not found: {none}.", mutation);
    }
}
