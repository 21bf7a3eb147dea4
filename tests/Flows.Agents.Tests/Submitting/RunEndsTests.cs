using Flows.Agents.Launching;
using Flows.Agents.Submitting;
using Flows.Agents.Tests.Support;
using Flows.TestKit.Api;
using Microsoft.Extensions.Logging.Abstractions;

namespace Flows.Agents.Tests.Submitting;

public sealed class RunEndsTests
{
    private readonly AgentHarness server = new();

    [Theory]
    [InlineData("Success", 0)]
    [InlineData("Failed", 0)]
    [InlineData("Success", 1)]
    [InlineData("Cancelled", 143)]
    [InlineData("Scheduled", 0)]
    public async Task ReportAsync_RunSaidItsEndOrIsQueuedAgain_ChangesNothing(string state, long exitCode)
    {
        await ReportAsync(state, new("run-1", "container 3f2a", exitCode, []));

        server.FlowRunStates.ShouldBeEmpty();
        server.Logs.ShouldBeEmpty();
    }

    [Fact]
    public async Task ReportAsync_KilledWhileRunning_FailsTheRunWithCodeAndLastLines()
    {
        await ReportAsync("Running", new("run-1", "container 3f2a", 137, ["one", "two"]));

        var state = server.FlowRunStates.ShouldHaveSingleItem().State;
        state.GetProperty("type").GetString().ShouldBe("Failed");
        state.GetProperty("message").GetString().ShouldBe(
            "The run's container 3f2a ended with exit code 137 (killed, most often because it was out of memory) while the run was Running. Its last line: two");
        server.Logs.Select(l => (l.Level, l.Message)).ShouldBe([
            ("ERROR", state.GetProperty("message").GetString()!),
            ("INFO", "Last lines of the container 3f2a:\none\ntwo"),
        ]);
    }

    [Fact]
    public async Task ReportAsync_OutOfMemoryIsKnown_SaysSo()
    {
        await ReportAsync("Running", new("run-1", "container 3f2a", 137, []) { OutOfMemory = true });

        server.FlowRunStates[0].State.GetProperty("message").GetString()!.ShouldContain("exit code 137 (killed because it was out of memory)");
    }

    [Fact]
    public async Task ReportAsync_EndedWellWithoutHavingStarted_FailsTheRun()
    {
        await ReportAsync("Submitted", new("run-1", "process 42", 0, ["bye"]));

        server.FlowRunStates[0].State.GetProperty("message").GetString()!.ShouldContain("ended with exit code 0 although the run was still Submitted");
    }

    [Theory]
    [InlineData("""[ { "state_start_time": "2024-05-01T12:00:00+00:00" } ]""", 0)]
    [InlineData("[]", 1)]
    public async Task ReportAsync_EndedWellWhileRunning_FailsUnlessATaskWaits(string waiting, int states)
    {
        server.Api.On("task_run", waiting);

        await ReportAsync("Running", new("run-1", "process 42", 0, []));

        server.FlowRunStates.Count.ShouldBe(states);
    }

    [Fact]
    public async Task ReportAsync_WhileItWasBeingCancelled_CancelsTheRun()
    {
        await ReportAsync("Cancelling", new("run-1", "container 3f2a", 143, []));

        server.FlowRunStates[0].State.GetProperty("type").GetString().ShouldBe("Cancelled");
    }

    [Fact]
    public async Task ReportAsync_OfAStaleClaim_WritesNothing()
    {
        server.Api.On("update_flow_run_heartbeat", _ => throw new FakeApiException("State update failed: the claim has ended."));

        await ReportAsync("Running", new("run-1", "process 42", 137, ["bye"]) { Claim = "claim-1" });

        server.Api.Of("update_flow_run_heartbeat").ShouldHaveSingleItem().Headers["X-Flows-Claim"].ShouldBe("claim-1");
        server.FlowRunStates.ShouldBeEmpty();
        server.Logs.ShouldBeEmpty();
    }

    [Fact]
    public async Task ReportAsync_WithTheClaim_StoresTheEndUnderIt()
    {
        server.Api.On("update_flow_run_heartbeat", """{ "success": true }""");

        await ReportAsync("Running", new("run-1", "process 42", 137, []) { Claim = "claim-1" });

        server.Api.Of("set_flow_run_states").ShouldHaveSingleItem().Headers["X-Flows-Claim"].ShouldBe("claim-1");
    }

    [Fact]
    public async Task ReportAsync_ATaskWaitsForItsRetry_GivesTheRunBack()
    {
        server.Api.On("task_run", """[ { "state_start_time": "2024-05-01T12:00:00+00:00" } ]""").On("release_flow_run", """{ "success": true }""");

        await ReportAsync("Running", new("run-1", "process 42", 0, []) { Claim = "claim-1" });

        server.Api.Of("release_flow_run").ShouldHaveSingleItem().Headers["X-Flows-Claim"].ShouldBe("claim-1");
        server.FlowRunStates.ShouldBeEmpty();
    }

    private Task ReportAsync(string state, RunEnd end)
    {
        server.Api.On("flow_run_by_pk", $$"""{ "serialized_state": { "type": "{{state}}" } }""");
        return new RunEnds(server.Client, NullLogger.Instance, "hal", server.Time).ReportAsync(end, default);
    }
}
