using System.Text.Json.Nodes;
using Flows.Server.Hooks;
using Microsoft.AspNetCore.Http;

namespace Flows.Server.Tests.Hooks;

/// <summary>Cloud hooks (contract section 4.7): told of the states that they want, by real requests.</summary>
public sealed class HookTests
{
    /// <summary>Longer than the time that a test lets go by while a request is under way.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromDays(30);

    [Fact]
    public async Task Webhook_OfAStateThatItWants_GetsTheEventOnce()
    {
        await using var receiver = await HookReceiver.StartAsync();
        await using var scenario = await StartAsync();
        await CreateAsync(scenario, "WEBHOOK", ["success"], new() { ["url"] = $"{receiver.Uri}told" });
        var run = await scenario.CreateRunAsync(new() { ["flow_run_name"] = "first" });
        foreach (var state in new[] { "Running", "Success" }) await scenario.SetFlowRunAsync(run, state);

        var call = await receiver.NextAsync();
        call.Path.ShouldBe("/told");
        var happened = call.Json.GetProperty("event");
        call.Headers["X-PREFECT-EVENT-ID"].ShouldBe(happened.GetProperty("id").GetString());
        call.Headers["Content-Type"].ShouldStartWith("application/json");
        happened.GetProperty("type").GetString().ShouldBe("FlowRunStateChange");
        happened.GetProperty("timestamp").GetString().ShouldBe("2026-01-01T12:00:00.000000+00:00");
        happened.GetProperty("flow_run").ShouldBeJson($$"""{"id": "{{run}}", "name": "first"}""");
        happened.GetProperty("flow").GetProperty("id").GetString().ShouldBe(scenario.FlowId);
        happened.GetProperty("flow").GetProperty("name").GetString().ShouldBe("Hello");
        happened.GetProperty("tenant").GetProperty("slug").GetString().ShouldBe("default");
        happened.GetProperty("state").ShouldBeJson(
            """
            {"state": "Success", "version": 3, "message": "to Success", "timestamp": "2026-01-01T12:00:00.000000+00:00", "start_time": null,
             "serialized_state": {"type": "Success", "message": "to Success"}}
            """);
        happened.GetProperty("is_test_event").GetBoolean().ShouldBeFalse();
        receiver.HasMore.ShouldBeFalse("it does not want Scheduled and Running");
    }

    [Fact]
    public async Task Webhook_OfAVersionGroup_IsToldOfItsRunsOnly()
    {
        await using var receiver = await HookReceiver.StartAsync();
        await using var scenario = await StartAsync();
        var other = await scenario.RegisterAsync(versionGroup: "other");
        await CreateAsync(scenario, "WEBHOOK", ["SCHEDULED"], new() { ["url"] = receiver.Uri.ToString() }, "other");
        await scenario.CreateRunAsync();
        var run = await scenario.CreateRunAsync(new() { ["flow_id"] = other });
        (await receiver.NextAsync()).Json.GetProperty("event").GetProperty("flow_run").GetProperty("id").GetString().ShouldBe(run);
        receiver.HasMore.ShouldBeFalse();
    }

    [Fact]
    public async Task Webhook_ThatIsInactiveOrDeleted_IsToldNothing()
    {
        await using var receiver = await HookReceiver.StartAsync();
        await using var scenario = await StartAsync();
        var hook = await CreateAsync(scenario, "WEBHOOK", ["SCHEDULED"], new() { ["url"] = receiver.Uri.ToString() });
        await scenario.Server.MutateAsync("set_cloud_hook_inactive", new() { ["cloud_hook_id"] = hook }, "success");
        await scenario.CreateRunAsync(new() { ["flow_run_name"] = "inactive" });
        await scenario.Server.MutateAsync("set_cloud_hook_active", new() { ["cloud_hook_id"] = hook }, "success");
        await scenario.CreateRunAsync(new() { ["flow_run_name"] = "active" });
        (await receiver.NextAsync()).Json.GetProperty("event").GetProperty("flow_run").GetProperty("name").GetString().ShouldBe("active");
        await scenario.Server.MutateAsync("delete_cloud_hook", new() { ["cloud_hook_id"] = hook }, "success");
        await scenario.CreateRunAsync();
        (await scenario.Server.RunAsync("{ cloud_hook { id } }")).ShouldBeJson("""{"cloud_hook": []}""");
        receiver.HasMore.ShouldBeFalse();
    }

    [Fact]
    public async Task Webhook_ThatFails_IsToldAgainWithTheSameId()
    {
        await using var receiver = await HookReceiver.StartAsync();
        receiver.AnswerStatus(503);
        await using var scenario = await StartAsync();
        await CreateAsync(scenario, "WEBHOOK", ["SCHEDULED"], new() { ["url"] = receiver.Uri.ToString() });
        await scenario.CreateRunAsync();
        var first = await receiver.NextAsync();
        receiver.AnswerStatus(200);
        var second = await receiver.NextAsync(scenario.Server, TimeSpan.FromSeconds(10));
        second.Headers["X-PREFECT-EVENT-ID"].ShouldBe(first.Headers["X-PREFECT-EVENT-ID"]);
        second.Body.ShouldBe(first.Body);
    }

    [Fact]
    public async Task Webhook_ThatDoesNotAnswer_IsWaitedForForTwoSeconds()
    {
        var loggers = new RecordingLoggers();
        await using var receiver = await HookReceiver.StartAsync();
        receiver.Answer = http => Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, http.RequestAborted);
        await using var scenario = await StartAsync(o => (o.LoggerFactory, o.Hooks.Timeout) = (loggers, new HookOptions().Timeout));
        await CreateAsync(scenario, "WEBHOOK", ["SCHEDULED"], new() { ["url"] = receiver.Uri.ToString() });
        await scenario.CreateRunAsync();
        await receiver.NextAsync();
        scenario.Server.Time.Advance(TimeSpan.FromSeconds(2));
        while (!loggers.Lines.Any(l => l.Contains("it did not answer within 2 s; next attempt in 00:00:10", StringComparison.Ordinal)))
            await scenario.Server.RunAsync("{ hello }");
    }

    [Fact]
    public async Task Webhook_ThatRefuses_IsNotToldAgain()
    {
        var loggers = new RecordingLoggers();
        await using var receiver = await HookReceiver.StartAsync();
        receiver.AnswerStatus(404);
        await using var scenario = await StartAsync(o => o.LoggerFactory = loggers);
        await CreateAsync(scenario, "WEBHOOK", ["SCHEDULED"], new() { ["url"] = receiver.Uri.ToString() });
        await scenario.CreateRunAsync();
        await receiver.NextAsync();
        while (!loggers.Lines.Any(l => l.Contains("it answered with status 404", StringComparison.Ordinal))) await scenario.Server.RunAsync("{ hello }");
        receiver.AnswerStatus(200);
        scenario.Server.Time.Advance(TimeSpan.FromDays(1));
        await CreateAsync(scenario, "WEBHOOK", ["RUNNING"], new() { ["url"] = $"{receiver.Uri}second" });
        var run = await scenario.CreateRunAsync();
        await scenario.SetFlowRunAsync(run, "Running");
        string[] paths = [(await receiver.NextAsync()).Path, (await receiver.NextAsync()).Path];
        paths.ShouldBe(["/", "/second"], ignoreOrder: true, "the second run's events, and none of the first run");
    }

    [Fact]
    public async Task Webhook_ThatIsDownWhenTheServerStops_IsToldByTheNextServer()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var receiver = await HookReceiver.StartAsync();
        receiver.AnswerStatus(500);
        Action<FlowsServerOptions> configure = o => (o.Database, o.Hooks.AllowedNetworks, o.Hooks.Timeout) = (database.Address, ["127.0.0.0/8"], Patience);
        await using (var scenario = await Scenario.StartAsync(configure: configure))
        {
            await CreateAsync(scenario, "WEBHOOK", ["SCHEDULED"], new() { ["url"] = receiver.Uri.ToString() });
            await scenario.CreateRunAsync(new() { ["flow_run_name"] = "before" });
            await receiver.NextAsync();
        }
        receiver.AnswerStatus(200);
        await using (var server = await TestServer.StartAsync(configure))
            (await receiver.NextAsync(server, TimeSpan.FromMinutes(1))).Body.ShouldContain("before");
    }

    [Fact]
    public async Task Message_OfAHook_IsInTheInboxWithTheState()
    {
        await using var scenario = await StartAsync();
        await CreateAsync(scenario, "PREFECT_MESSAGE", ["FAILED"], null);
        var run = await scenario.CreateRunAsync(new() { ["flow_run_name"] = "first" });
        await scenario.SetFlowRunAsync(run, "Failed");
        var message = (await scenario.Server.RunAsync("{ message { id type text read content } }")).GetProperty("message")[0];
        message.GetProperty("type").GetString().ShouldBe("CLOUD_HOOK");
        message.GetProperty("text").GetString().ShouldBe("Flow run first of Hello is Failed: to Failed");
        message.GetProperty("read").GetBoolean().ShouldBeFalse();
        message.GetProperty("content").GetProperty("flow_run").GetProperty("id").GetString().ShouldBe(run);
    }

    [Fact]
    public async Task Slack_IsTold_WithTextThatIsNoMarkup()
    {
        await using var receiver = await HookReceiver.StartAsync();
        await using var scenario = await StartAsync(o => o.Hooks.DashboardUri = new("https://flows.example/"));
        await CreateAsync(scenario, "SLACK_WEBHOOK", ["SCHEDULED"], new() { ["url"] = receiver.Uri.ToString() });
        var run = await scenario.CreateRunAsync(new() { ["flow_run_name"] = "<!channel> & co" });
        var body = (await receiver.NextAsync()).Json;
        body.GetProperty("text").GetString().ShouldBe("Flow run &lt;!channel&gt; &amp; co of Hello is Scheduled: Flow run scheduled.");
        body.GetProperty("blocks")[0].GetProperty("text").GetProperty("text").GetString()
            .ShouldBe("*Hello* · &lt;!channel&gt; &amp; co\nis *Scheduled*\n>Flow run scheduled.");
        body.GetProperty("blocks")[1].GetProperty("elements")[0].GetProperty("url").GetString().ShouldBe($"https://flows.example/default/flow-run/{run}");
    }

    [Fact]
    public async Task PagerDuty_IsTold_InTheWordsOfItsEvents()
    {
        await using var receiver = await HookReceiver.StartAsync();
        await using var scenario = await StartAsync(o => o.Hooks.PagerDutyUri = receiver.Uri);
        await CreateAsync(scenario, "PAGERDUTY", ["SCHEDULED"], new() { ["api_token"] = "t", ["routing_key"] = "r", ["severity"] = "warning" });
        await scenario.CreateRunAsync(new() { ["flow_run_name"] = "first" });
        var call = await receiver.NextAsync();
        (call.Path, call.Headers["Authorization"]).ShouldBe(("/v2/enqueue", "Token token=t"));
        call.Json.GetProperty("routing_key").GetString().ShouldBe("r");
        call.Json.GetProperty("event_action").GetString().ShouldBe("trigger");
        call.Json.GetProperty("dedup_key").GetString().ShouldBe(call.Headers["X-PREFECT-EVENT-ID"]);
        call.Json.GetProperty("payload").GetProperty("severity").GetString().ShouldBe("warning");
        call.Json.GetProperty("payload").GetProperty("summary").GetString().ShouldBe("Flow run first of Hello is Scheduled: Flow run scheduled.");
    }

    [Fact]
    public async Task Twilio_IsTold_OnceForEachTelephone()
    {
        await using var receiver = await HookReceiver.StartAsync();
        await using var scenario = await StartAsync(o => o.Hooks.TwilioUri = receiver.Uri);
        await CreateAsync(scenario, "TWILIO", ["SCHEDULED"],
            new() { ["account_sid"] = "AC1", ["auth_token"] = "s", ["messaging_service_sid"] = "MG1", ["to"] = new JsonArray("+1", "+2") });
        await scenario.CreateRunAsync(new() { ["flow_run_name"] = "first" });
        foreach (var number in new[] { "%2B1", "%2B2" })
        {
            var call = await receiver.NextAsync();
            (call.Path, call.Headers["Authorization"]).ShouldBe(("/2010-04-01/Accounts/AC1/Messages.json", "Basic QUMxOnM="));
            call.Body.ShouldStartWith($"To={number}&MessagingServiceSid=MG1&Body=Flow+run+first+of+Hello+is+Scheduled");
        }
    }

    [Fact]
    public async Task Hook_AtAnAddressOfTheMachine_IsRefused()
    {
        await using var receiver = await HookReceiver.StartAsync();
        await using var scenario = await Scenario.StartAsync();
        foreach (var host in new[] { "127.0.0.1", "localhost", "[::ffff:127.0.0.1]", "169.254.169.254" })
        {
            var hook = await CreateAsync(scenario, "WEBHOOK", ["FAILED"], new() { ["url"] = $"http://{host}:{receiver.Uri.Port}/" });
            (await scenario.Server.RefusedAsync("test_cloud_hook", new() { ["cloud_hook_id"] = hook }, "success"))
                .ShouldStartWith($"Cloud hook {hook} could not be told: the host {host} has no address that hooks may call");
        }
        receiver.HasMore.ShouldBeFalse();
    }

    [Fact]
    public async Task Hook_ThatIsLedToAnotherAddress_IsRefused()
    {
        await using var inner = await HookReceiver.StartAsync("127.0.0.2");
        await using var outer = await HookReceiver.StartAsync();
        outer.Answer = http =>
        {
            http.Response.StatusCode = StatusCodes.Status307TemporaryRedirect;
            http.Response.Headers.Location = inner.Uri.ToString();
            return Task.CompletedTask;
        };
        await using var scenario = await Scenario.StartAsync(configure: o => o.Hooks.AllowedNetworks = ["127.0.0.1/32"]);
        var hook = await CreateAsync(scenario, "WEBHOOK", ["FAILED"], new() { ["url"] = outer.Uri.ToString() });
        (await scenario.Server.RefusedAsync("test_cloud_hook", new() { ["cloud_hook_id"] = hook }, "success")).ShouldContain("the host 127.0.0.2 has no address");
        inner.HasMore.ShouldBeFalse();
        outer.HasMore.ShouldBeTrue();
    }

    [Fact]
    public async Task Start_WithANetworkThatIsNone_IsRefused()
    {
        var error = await Should.ThrowAsync<FlowsServerException>(() => TestServer.StartAsync(o => o.Hooks.AllowedNetworks = ["10.1.2.3/99"]));
        error.Message.ShouldBe("The network \"10.1.2.3/99\" that hooks may call is none: write it as 10.1.0.0/16.");
    }

    internal static Task<Scenario> StartAsync(Action<FlowsServerOptions>? configure = null) => Scenario.StartAsync(configure: o =>
    {
        (o.Hooks.AllowedNetworks, o.Hooks.Timeout) = (["127.0.0.0/8"], Patience);
        configure?.Invoke(o);
    });

    internal static async Task<string> CreateAsync(Scenario scenario, string type, string[] states, JsonObject? config, string? versionGroup = null) =>
        (await scenario.Server.MutateAsync("create_cloud_hook", new()
        {
            ["tenant_id"] = await TenantAsync(scenario.Server),
            ["type"] = type,
            ["name"] = "h",
            ["states"] = new JsonArray([.. states.Select(s => (JsonNode)s)]),
            ["config"] = config,
            ["version_group_id"] = versionGroup,
        })).GetProperty("id").GetString()!;

    internal static async Task<string> TenantAsync(TestServer server) =>
        (await server.RunAsync("{ tenant { id } }")).GetProperty("tenant")[0].GetProperty("id").GetString()!;
}
