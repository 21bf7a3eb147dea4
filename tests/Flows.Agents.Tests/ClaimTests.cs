using Flows.Agents.Tests.Support;
using Flows.TestKit.Api;

namespace Flows.Agents.Tests;

/// <summary>An agent of a server that knows claims.</summary>
public sealed class ClaimTests
{
    private readonly AgentHarness agent = new();

    [Fact]
    public async Task RunAsync_ServerKnowsClaims_NeverAsksTheQueue()
    {
        agent.ClaimFinds([]);

        await agent.RunAsync(polls: 2, default, "etl");

        agent.Api.Of("get_runs_in_queue").ShouldBeEmpty();
        var input = agent.Api.Of("claim_flow_runs")[0].Input;
        input.GetProperty("agent_id").GetString().ShouldBe("agent-1");
        input.GetProperty("tenant_id").GetString().ShouldBe("tenant-1");
        input.GetProperty("labels").EnumerateArray().Select(l => l.GetString()).ShouldBe(["etl"]);
        input.GetProperty("wait_seconds").GetInt32().ShouldBe(0, "an agent that ends after some polls does not wait for runs of later");
    }

    [Fact]
    public async Task RunAsync_ServerKnowsNoClaims_IsAskedOnceAndAgainWhenItWasAway()
    {
        var polls = 0;
        agent.Api.On("get_runs_in_queue", _ => ++polls == 2 ? throw new FakeApiException("away") : """{ "flow_run_ids": [] }""");

        await agent.RunAsync(polls: 4);

        agent.Api.Fields.Where(f => f is "claim_flow_runs" or "get_runs_in_queue")
            .ShouldBe(["claim_flow_runs", "get_runs_in_queue", "get_runs_in_queue", "claim_flow_runs", "get_runs_in_queue", "get_runs_in_queue"]);
    }

    [Fact]
    public async Task RunAsync_ClaimedRun_CarriesItsTokenOnEveryCallAndIntoTheLaunch()
    {
        agent.HasScheduledRun("a");
        agent.ClaimFinds(["a"]);

        await agent.RunAsync(polls: 1);

        agent.Api.Of("set_flow_run_states").ShouldHaveSingleItem().Headers["X-Flows-Claim"].ShouldBe("claim-a");
        agent.Launcher.Launched.ShouldHaveSingleItem().Claim.ShouldBe("claim-a");
        agent.Api.Of("flow_run").ShouldBeEmpty("one answer had it all");
        agent.Api.Of("claim_flow_runs")[0].Headers.ShouldNotContainKey("X-Flows-Claim");
    }

    [Fact]
    public async Task RunAsync_ClaimedRunningRun_SubmitsItsTasksWithTheToken()
    {
        agent.HasRunningRun("a", "task-run-1");
        agent.ClaimFinds(["a"]);

        await agent.RunAsync(polls: 1);

        agent.Api.Of("set_task_run_states").ShouldHaveSingleItem().Headers["X-Flows-Claim"].ShouldBe("claim-a");
        agent.FlowRunStates.ShouldBeEmpty();
    }

    [Fact]
    public async Task RunAsync_LaunchTakesLong_RenewsTheClaim()
    {
        var renewed = new TaskCompletionSource();
        agent.HasScheduledRun("a");
        agent.ClaimFinds(["a"]);
        agent.Api.On("update_flow_run_heartbeat", c =>
        {
            c.Headers["X-Flows-Claim"].ShouldBe("claim-a");
            renewed.TrySetResult();
            return """{ "success": true }""";
        });
        agent.Launcher.Launch = async _ =>
        {
            await renewed.Task;
            return "Thing 1";
        };

        await agent.RunAsync(polls: 1);

        agent.Logs.ShouldBe([("INFO", "hal", "Submitted for execution: Thing 1")]);
        agent.Time.Waits.ShouldContain(TimeSpan.FromSeconds(20), "a third of the lease");
    }

    [Fact]
    public async Task RunAsync_ClaimIsLostDuringTheLaunch_GivesUpQuietly()
    {
        agent.HasScheduledRun("a");
        agent.ClaimFinds(["a"]);
        agent.Api.On("update_flow_run_heartbeat", _ => throw new FakeApiException("State update failed: the claim has ended."));
        agent.Launcher.LaunchUntil = async stop =>
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, stop);
            return "never";
        };

        await agent.RunAsync(polls: 1);

        agent.Logs.ShouldBeEmpty();
        agent.FlowRunStates.ShouldHaveSingleItem().State.GetProperty("type").GetString().ShouldBe("Submitted");
    }

    [Fact]
    public async Task RunAsync_LaunchFails_FailsTheRunWithTheToken()
    {
        agent.HasScheduledRun("a");
        agent.ClaimFinds(["a"]);
        agent.Launcher.Launch = _ => throw new AgentException("No disk left.");

        await agent.RunAsync(polls: 1);

        agent.FlowRunStates[^1].State.GetProperty("message").GetString().ShouldBe("No disk left.");
        agent.Api.Of("set_flow_run_states")[^1].Headers["X-Flows-Claim"].ShouldBe("claim-a");
    }

    [Fact]
    public async Task RunAsync_ManyClaimedRuns_ClaimsNoMoreThanItCanStart()
    {
        foreach (var id in new[] { "a", "b", "c" }) agent.HasScheduledRun(id);
        agent.ClaimFinds(["a", "b"], ["c"]);
        var launched = new TaskCompletionSource<string>();
        agent.Launcher.Launch = _ => launched.Task;
        using var stop = new CancellationTokenSource();
        agent.Launcher.OnLaunched = count =>
        {
            if (count == 2) launched.SetResult("Thing");
            if (count == 3) stop.Cancel();
        };

        await agent.Agent(new() { Name = "hal", MaxParallelSubmits = 2 }).RunAsync(stop.Token);

        agent.Api.Of("claim_flow_runs").Select(c => c.Input.GetProperty("limit").GetInt32()).Take(1).ShouldBe([2]);
        agent.Api.Of("claim_flow_runs").ShouldAllBe(c => c.Input.GetProperty("limit").GetInt32() >= 1 && c.Input.GetProperty("limit").GetInt32() <= 2);
        agent.Api.Of("claim_flow_runs")[0].Input.GetProperty("wait_seconds").GetInt32().ShouldBe(10);
        agent.Launcher.Launched.Count.ShouldBe(3);
    }
}
