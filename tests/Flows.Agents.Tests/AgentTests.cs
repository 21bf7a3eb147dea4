using Flows.Agents.Tests.Support;
using Flows.TestKit.Api;

namespace Flows.Agents.Tests;

public sealed class AgentTests
{
    private readonly AgentHarness agent = new();

    [Fact]
    public async Task RunAsync_Start_RegistersThenSaysHelloThenPolls()
    {
        await agent.RunAsync(polls: 1, default, "etl");

        agent.Api.Fields.ShouldBe(["tenant", "register_agent", "hello", "claim_flow_runs", "get_runs_in_queue"]);
        var register = agent.Api.Of("register_agent")[0].Input;
        register.GetProperty("type").GetString().ShouldBe("FakeAgent");
        register.GetProperty("name").GetString().ShouldBe("hal");
        register.GetProperty("tenant_id").GetString().ShouldBe("tenant-1");
        agent.Api.Of("hello")[0].Headers["X-PREFECT-AGENT-ID"].ShouldBe("agent-1");
    }

    [Fact]
    public async Task RunAsync_Poll_AsksTenSecondsAheadWithItsLabels()
    {
        await agent.RunAsync(polls: 1, default, "etl", "prod");

        var poll = agent.Api.Of("get_runs_in_queue")[0].Input;
        poll.GetProperty("before").GetString().ShouldBe("2024-05-01T10:00:10+00:00");
        poll.GetProperty("labels").EnumerateArray().Select(l => l.GetString()).ShouldBe(["etl", "prod"]);
    }

    [Fact]
    public async Task RunAsync_NothingFound_WaitsLongerAfterEachPoll()
    {
        await agent.RunAsync(polls: 9);

        agent.Time.Waits.Select(w => w.TotalSeconds).ShouldBe([0.5, 1, 2, 4, 8, 10, 10, 10]);
    }

    [Fact]
    public async Task RunAsync_RunFound_PollsAgainSoon()
    {
        agent.HasScheduledRun("a");
        agent.EachPollFinds([], [], ["a"], []);

        await agent.RunAsync(polls: 5);

        agent.Time.Waits.Select(w => w.TotalSeconds).ShouldBe([0.5, 1, 0.25, 0.5]);
    }

    [Fact]
    public async Task RunAsync_ServerFailsAPoll_GoesOn()
    {
        var polls = 0;
        agent.Api.On("get_runs_in_queue", _ => ++polls == 1 ? throw new FakeApiException("the database is away") : """{ "flow_run_ids": [] }""");

        await agent.RunAsync(polls: 3);

        polls.ShouldBe(3);
    }

    [Fact]
    public async Task RunAsync_ScheduledRun_IsSubmittedWithItsVersionAndStarted()
    {
        agent.HasScheduledRun("a");
        agent.EachPollFinds(["a"]);

        await agent.RunAsync(polls: 1);

        var (version, state) = agent.FlowRunStates.ShouldHaveSingleItem();
        version.ShouldBe(1);
        state.GetProperty("type").GetString().ShouldBe("Submitted");
        state.GetProperty("message").GetString().ShouldBe("Submitted for execution");
        state.GetProperty("state").GetProperty("type").GetString().ShouldBe("Scheduled");
        state.GetProperty("state").GetProperty("message").GetString().ShouldBe("Flow run scheduled.");
        agent.Launcher.Launched.ShouldHaveSingleItem().Id.ShouldBe("a");
        agent.Logs.ShouldBe([("INFO", "hal", "Submitted for execution: Thing 1")]);
    }

    [Fact]
    public async Task RunAsync_RunStartsLater_WaitsForTheExactTime()
    {
        agent.HasScheduledRun("a", AgentHarness.Now.AddSeconds(7));
        agent.EachPollFinds(["a"]);

        await agent.RunAsync(polls: 1);

        agent.Time.Waits.ShouldBe([TimeSpan.FromSeconds(7)]);
        agent.Launcher.Launched.Count.ShouldBe(1);
    }

    [Fact]
    public async Task RunAsync_RunningRunWithADueTaskRun_SubmitsTheTaskRunOnly()
    {
        agent.HasRunningRun("a", "task-run-1");
        agent.EachPollFinds(["a"]);

        await agent.RunAsync(polls: 1);

        agent.FlowRunStates.ShouldBeEmpty();
        var (version, state) = agent.TaskRunStates.ShouldHaveSingleItem();
        version.ShouldBe(5);
        state.GetProperty("type").GetString().ShouldBe("Submitted");
        state.GetProperty("state").GetProperty("type").GetString().ShouldBe("Retrying");
        agent.Launcher.Launched.Count.ShouldBe(1);
        agent.Api.Of("flow_run")[0].Variables.GetProperty("due").GetString().ShouldBe("2024-05-01T09:59:57+00:00");
    }

    [Fact]
    public async Task RunAsync_AnotherAgentWasFaster_DoesNothingMore()
    {
        agent.HasScheduledRun("a");
        agent.EachPollFinds(["a"]);
        agent.Api.On("set_flow_run_states", _ => throw new FakeApiException("State update failed: this run has already been submitted."));

        await agent.RunAsync(polls: 1);

        agent.Launcher.Launched.ShouldBeEmpty();
        agent.Logs.ShouldBeEmpty();
        agent.FlowRunStates.Count.ShouldBe(1);
    }

    [Fact]
    public async Task RunAsync_ServerDoesNotSayThatTheRunIsTaken_LeavesTheRunInTheQueue()
    {
        agent.HasScheduledRun("a");
        agent.EachPollFinds(["a"], ["a"]);
        var calls = 0;
        agent.Api.On("set_flow_run_states", _ => ++calls == 1 ? throw new FakeApiException("UNAUTHENTICATED") : """{ "states": [ { "id": "x", "status": "SUCCESS", "message": null } ] }""");

        await agent.RunAsync(polls: 1);
        agent.Launcher.Launched.ShouldBeEmpty();
        agent.FlowRunStates.ShouldHaveSingleItem().State.GetProperty("type").GetString().ShouldBe("Submitted");

        await agent.RunAsync(polls: 1);
        agent.Launcher.Launched.ShouldHaveSingleItem().Id.ShouldBe("a");
    }

    [Fact]
    public async Task RunAsync_LauncherCannotStartIt_FailsTheRunWithTheReason()
    {
        agent.HasScheduledRun("a");
        agent.EachPollFinds(["a"]);
        agent.Launcher.Reason = _ => "Start another agent.";

        await agent.RunAsync(polls: 1);

        agent.Launcher.Launched.ShouldBeEmpty();
        agent.FlowRunStates[^1].State.GetProperty("type").GetString().ShouldBe("Failed");
        agent.FlowRunStates[^1].State.GetProperty("message").GetString().ShouldBe("Start another agent.");
        agent.Logs.ShouldBe([("ERROR", "hal", "Start another agent.")]);
    }

    [Fact]
    public async Task RunAsync_LaunchFails_FailsTheRunWithTheReason()
    {
        agent.HasScheduledRun("a");
        agent.EachPollFinds(["a"]);
        agent.Launcher.Launch = _ => throw new AgentException("No disk left.");

        await agent.RunAsync(polls: 1);

        agent.FlowRunStates[^1].State.GetProperty("message").GetString().ShouldBe("No disk left.");
        agent.Logs.ShouldBe([("ERROR", "hal", "No disk left.")]);
    }

    [Fact]
    public async Task RunAsync_RunConfigIsNotUnderstood_FailsThatRunAndStartsTheOthers()
    {
        agent.HasScheduledRun("bad", runConfig: "[1, 2]");
        agent.HasScheduledRun("good");
        agent.EachPollFinds(["bad", "good"]);

        await agent.RunAsync(polls: 1);

        agent.Launcher.Launched.ShouldHaveSingleItem().Id.ShouldBe("good");
        agent.Logs.Where(l => l.Level == "ERROR").ShouldHaveSingleItem().Message.ShouldContain("run config is not understood");
    }

    [Fact]
    public async Task RunAsync_RunIsFoundAgainWhileItIsSubmitted_StartsItOnce()
    {
        var launched = new TaskCompletionSource<string>();
        agent.HasScheduledRun("a");
        agent.EachPollFinds(["a"], ["a"], ["a"]);
        agent.Launcher.Launch = _ => launched.Task;

        var running = agent.RunAsync(polls: 3);
        while (agent.Api.Of("get_runs_in_queue").Count < 3) await Task.Yield();
        launched.SetResult("Thing 1");
        await running;

        agent.Launcher.Launched.Count.ShouldBe(1);
    }

    [Fact]
    public async Task RunAsync_StoppedDuringALaunch_WaitsForIt()
    {
        var entered = new TaskCompletionSource();
        var launched = new TaskCompletionSource<string>();
        using var stop = new CancellationTokenSource();
        agent.HasScheduledRun("a");
        agent.EachPollFinds(["a"]);
        agent.Launcher.Launch = _ =>
        {
            entered.SetResult();
            return launched.Task;
        };

        var running = agent.RunAsync(polls: int.MaxValue, stop.Token);
        await entered.Task;
        await stop.CancelAsync();
        running.IsCompleted.ShouldBeFalse();
        launched.SetResult("Thing 1");
        await running;

        agent.Logs.ShouldBe([("INFO", "hal", "Submitted for execution: Thing 1")]);
    }
}
