using System.Text.Json;
using System.Text.Json.Nodes;
using Flows.Server.Tests.Claims;

namespace Flows.Server.Tests.Waiting;

/// <summary>Why is it not running? The first thing that a person would have to see to, and what to do.</summary>
public sealed class WaitingReasonTests
{
    [Fact]
    public async Task Reason_WithoutAnyAgent_SaysHowToStartOne()
    {
        await using var scenario = await Scenario.StartAsync();
        var run = await scenario.CreateRunAsync("a,b");
        await IsAsync(scenario, run, "NO_AGENT", "No agent has ever asked for runs.",
            "Start an agent with these labels: flows agent local start --label a --label b (or docker).");
    }

    [Fact]
    public async Task Reason_WhenTheAgentThatFitsIsGone_NamesIt()
    {
        await using var scenario = await Scenario.StartAsync();
        await AgentAsync(scenario, "hal", "a");
        scenario.Server.Time.Advance(TimeSpan.FromMinutes(5));
        await AgentAsync(scenario, "other", "x");
        var run = await scenario.CreateRunAsync("a");
        await IsAsync(scenario, run, "NO_AGENT", "The agent hal, which fits, was last heard of 5 min ago, and no other that fits is alive.",
            "Start it again. Start an agent with these labels: flows agent local start --label a (or docker).");
    }

    [Fact]
    public async Task Reason_WhenLabelsDoNotFit_NamesTheNearestAgentAndTheMissingLabel()
    {
        await using var scenario = await Scenario.StartAsync();
        await AgentAsync(scenario, "far", "x");
        await AgentAsync(scenario, "near", "a,b");
        var run = await scenario.CreateRunAsync("a,b,gpu");
        await IsAsync(scenario, run, "LABEL_MISMATCH", "No live agent has all labels of the run ('a', 'b', 'gpu'); the nearest, near, lacks 'gpu'.",
            "Start an agent with these labels: flows agent local start --label a --label b --label gpu (or docker).");
    }

    [Fact]
    public async Task Reason_OfARunWithoutLabels_SaysThatAgentsWithLabelsDoNotTakeIt()
    {
        await using var scenario = await Scenario.StartAsync();
        await AgentAsync(scenario, "hal", "a");
        var run = await scenario.CreateRunAsync("");
        await IsAsync(scenario, run, "LABEL_MISMATCH", "The run has no labels, and every live agent has some (hal: 'a'): such an agent takes only runs with labels.",
            "Give the run a label of that agent, or start an agent without labels: flows agent local start (or docker).");
    }

    [Fact]
    public async Task Reason_BehindALimit_NamesWhoHasTheSlots()
    {
        await using var scenario = await Scenario.StartAsync();
        await AgentAsync(scenario, "hal", "db");
        await scenario.Server.MutateAsync("set_concurrency_limit", new() { ["label"] = "db", ["slots"] = 1 });
        await scenario.CreateRunAsync(new() { ["labels"] = new JsonArray("db"), ["flow_run_name"] = "tidy-otter" });
        (await scenario.ClaimAsync("db")).Count.ShouldBe(1);
        var run = await scenario.CreateRunAsync("db");
        await IsAsync(scenario, run, "LIMIT_REACHED", "The label \"db\" allows 1 active at once, and 1 are: tidy-otter.",
            "It starts when one of them ends; or raise the limit with set_concurrency_limit.");
    }

    [Fact]
    public async Task Reason_BehindALimitOfTheFlow_SaysSo()
    {
        await using var scenario = await Scenario.StartAsync();
        await AgentAsync(scenario, "hal", "");
        var group = (await scenario.Server.RunAsync($"query {{ flow_by_pk(id: \"{scenario.FlowId}\") {{ flow_group_id }} }}")).GetProperty("flow_by_pk").Text("flow_group_id");
        await scenario.Server.MutateAsync("set_concurrency_limit", new() { ["flow_group_id"] = group, ["slots"] = 0 });
        var run = await scenario.CreateRunAsync("");
        await IsAsync(scenario, run, "LIMIT_REACHED", "The limit of its flow lets no runs start at the moment (0 slots).",
            "Raise the limit with set_concurrency_limit, or lift it with delete_concurrency_limit.");
    }

    [Fact]
    public async Task Reason_BeforeItsTime_SaysWhen()
    {
        await using var scenario = await Scenario.StartAsync();
        await AgentAsync(scenario, "hal", "");
        var run = await scenario.CreateRunAsync("", TestServer.Start.AddMinutes(5));
        await IsAsync(scenario, run, "LATER", "Its time has not come: it starts at 2026-01-01T12:05:00.000000+00:00, in 5 min.",
            "Wait; or start another run of the flow without a start time.");
    }

    [Fact]
    public async Task Reason_OfADueClaimedAndSubmittedRun_FollowsItsWay()
    {
        await using var scenario = await Scenario.StartAsync();
        var agent = await AgentAsync(scenario, "hal", "");
        var run = await scenario.CreateRunAsync("");
        scenario.Server.Time.Advance(TimeSpan.FromSeconds(5));
        (await CodeAsync(scenario, run)).ShouldBe(("DUE", "It is due since 5 s, and a live agent fits: it should be taken any moment."));
        var claim = ClaimSteps.Claim((await scenario.ClaimAsync(more: new() { ["agent_id"] = agent })).ShouldHaveSingleItem().Text("claim"));
        (await CodeAsync(scenario, run)).ShouldBe(("CLAIMED", "Agent hal has claimed it and is about to start it."));
        await scenario.SetFlowRunAsync(run, "Submitted", claim);
        scenario.Server.Time.Advance(TimeSpan.FromSeconds(7));
        (await CodeAsync(scenario, run)).ShouldBe(("LAUNCHING", "Agent hal has taken it 7 s ago and is starting its process."));
        await scenario.SetFlowRunAsync(run, "Running", claim);
        (await ReasonAsync(scenario, run)).ValueKind.ShouldBe(JsonValueKind.Null);
        await scenario.SetFlowRunAsync(run, "Failed", claim);
        (await ReasonAsync(scenario, run)).ValueKind.ShouldBe(JsonValueKind.Null, "it has run");
    }

    [Fact]
    public async Task Reason_OfALaunchThatFailed_IsTheAgentsMessage()
    {
        await using var scenario = await Scenario.StartAsync();
        var run = await scenario.CreateRunAsync("");
        await scenario.SetFlowRunAsync(run, "Submitted");
        var failed = new JsonObject { ["type"] = "Failed", ["message"] = "The Docker engine did not start image reg:5000/hello: not found." };
        await scenario.Server.MutateAsync("set_flow_run_states", new() { ["states"] = new JsonArray(new JsonObject { ["flow_run_id"] = run, ["state"] = failed }) }, "states { id }");
        await IsAsync(scenario, run, "LAUNCH_FAILED", "The Docker engine did not start image reg:5000/hello: not found.",
            "See that the image exists and that the agent's machine can pull it, then run the flow again.");
    }

    [Theory]
    [InlineData("Paused", "PAUSED")]
    [InlineData("Pending", "NOT_SCHEDULED")]
    [InlineData("Success", null)]
    [InlineData("Cancelled", null)]
    [InlineData("Running", null)]
    public async Task Reason_OfAState_IsItsOwn(string state, string? code)
    {
        await using var scenario = await Scenario.StartAsync();
        var run = await scenario.CreateRunAsync("");
        await scenario.SetFlowRunAsync(run, state);
        var reason = await ReasonAsync(scenario, run);
        (reason.ValueKind == JsonValueKind.Null ? null : reason.Text("code")).ShouldBe(code);
    }

    [Fact]
    public async Task Reason_InAList_ComesForEachRun()
    {
        await using var scenario = await Scenario.StartAsync();
        await AgentAsync(scenario, "hal", "a");
        await scenario.CreateRunAsync("b");
        await scenario.CreateRunAsync("a", TestServer.Start.AddHours(1));
        (await scenario.Server.RunAsync("query { flow_run(order_by: { labels: desc }) { waiting_reason { code } } }")).GetProperty("flow_run")
            .ShouldBeJson("""[{"waiting_reason": {"code": "LABEL_MISMATCH"}}, {"waiting_reason": {"code": "LATER"}}]""");
    }

    private static async Task IsAsync(Scenario scenario, string run, string code, string message, string advice)
    {
        var reason = await ReasonAsync(scenario, run);
        (reason.Text("code"), reason.Text("message"), reason.Text("advice")).ShouldBe((code, message, advice));
    }

    private static async Task<(string, string)> CodeAsync(Scenario scenario, string run)
    {
        var reason = await ReasonAsync(scenario, run);
        return (reason.Text("code"), reason.Text("message"));
    }

    private static async Task<JsonElement> ReasonAsync(Scenario scenario, string run) =>
        (await scenario.FlowRunAsync(run, "waiting_reason { code message advice }")).GetProperty("waiting_reason");

    /// <summary>An agent that asks for runs now, and finds none.</summary>
    private static async Task<string> AgentAsync(Scenario scenario, string name, string labels)
    {
        var id = (await scenario.Server.MutateAsync("register_agent", new() { ["type"] = "LocalAgent", ["name"] = name, ["labels"] = ClaimSteps.Labels(labels) })).Text("id");
        (await scenario.ClaimAsync(labels, more: new() { ["agent_id"] = id })).ShouldBeEmpty();
        return id;
    }
}
