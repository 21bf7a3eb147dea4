using System.Text.Json.Nodes;

namespace Flows.Server.Tests.Services;

/// <summary>Flow runs whose process has fallen silent and in which nothing runs (contract section 4.7, appendix B).</summary>
public sealed class LazarusTests
{
    private static readonly TimeSpan Silence = TimeSpan.FromMinutes(10);

    [Theory]
    [InlineData("Submitted")]
    [InlineData("Running")]
    public async Task FlowRun_WithoutAHeartbeat_IsScheduledThreeTimesAndThenFails(string state)
    {
        await using var scenario = await Scenario.StartAsync();
        var run = await scenario.CreateRunAsync();
        for (var attempt = 1; attempt <= 4; attempt++)
        {
            await scenario.SetFlowRunAsync(run, state);
            scenario.Server.Time.Advance(Silence);
            (await scenario.Server.RunServiceAsync("Lazarus")).ShouldBe(1);
            (await scenario.Server.RunServiceAsync("Lazarus")).ShouldBe(0);
        }
        (await scenario.FlowRunAsync(run, "state times_resurrected logs(order_by: {timestamp: asc}) { name level message } states(order_by: {version: asc}) { state message }"))
            .ShouldBeJson(
            $$"""
            {"state": "Failed", "times_resurrected": 3,
             "logs": [
               {"name": "Lazarus.FlowRun", "level": "INFO", "message": "Rescheduled by a Lazarus process. This is attempt 1."},
               {"name": "Lazarus.FlowRun", "level": "INFO", "message": "Rescheduled by a Lazarus process. This is attempt 2."},
               {"name": "Lazarus.FlowRun", "level": "INFO", "message": "Rescheduled by a Lazarus process. This is attempt 3."},
               {"name": "Lazarus.FlowRun", "level": "ERROR",
                "message": "A Lazarus process attempted to reschedule this run 3 times without success. Marking as failed."}],
             "states": [
               {"state": "Scheduled", "message": "Flow run scheduled."},
               {"state": "{{state}}", "message": "to {{state}}"}, {"state": "Scheduled", "message": "Rescheduled by a Lazarus process."},
               {"state": "{{state}}", "message": "to {{state}}"}, {"state": "Scheduled", "message": "Rescheduled by a Lazarus process."},
               {"state": "{{state}}", "message": "to {{state}}"}, {"state": "Scheduled", "message": "Rescheduled by a Lazarus process."},
               {"state": "{{state}}", "message": "to {{state}}"},
               {"state": "Failed", "message": "A Lazarus process attempted to reschedule this run 3 times without success. Marking as failed."}]}
            """);
    }

    [Fact]
    public async Task FlowRun_ThatIsRaised_IsOfferedToAgentsAtOnce()
    {
        await using var scenario = await Scenario.StartAsync();
        var run = await scenario.CreateRunAsync(new() { ["labels"] = new JsonArray() });
        await scenario.SetFlowRunAsync(run, "Running");
        scenario.Server.Time.Advance(Silence);
        await scenario.Server.RunServiceAsync("Lazarus");
        (await scenario.Server.MutateAsync("get_runs_in_queue", [], "flow_run_ids")).ShouldBeJson($$"""{"flow_run_ids": ["{{run}}"]}""");
    }

    [Theory]
    [InlineData("Running", 0)]
    [InlineData("Retrying", 0)]
    [InlineData("Scheduled", 0)]
    [InlineData("Success", 1)]
    [InlineData("Pending", 1)]
    public async Task FlowRun_WithATaskRunThatRunsOrWaits_IsLeftAlone(string taskState, int raised)
    {
        await using var scenario = await Scenario.StartAsync();
        var run = await scenario.CreateRunAsync();
        await scenario.SetFlowRunAsync(run, "Running");
        await scenario.SetTaskRunAsync(await scenario.TaskRunIdAsync(run, "hello-1"), taskState);
        scenario.Server.Time.Advance(Silence);
        (await scenario.Server.RunServiceAsync("Lazarus")).ShouldBe(raised);
    }

    [Theory]
    [InlineData("disable_flow_heartbeat")]
    [InlineData("disable_flow_lazarus_process")]
    public async Task FlowRun_OfAGroupThatDoesWithout_IsLeftAlone(string mutation)
    {
        await using var scenario = await Scenario.StartAsync();
        await scenario.Server.MutateAsync(mutation, new() { ["flow_id"] = scenario.FlowId }, "success");
        await scenario.SetFlowRunAsync(await scenario.CreateRunAsync(), "Running");
        scenario.Server.Time.Advance(Silence);
        (await scenario.Server.RunServiceAsync("Lazarus")).ShouldBe(0);
    }

    [Fact]
    public async Task DeadRun_IsDrainedByTheZombieKillerAndRaisedByLazarus()
    {
        await using var scenario = await Scenario.StartAsync();
        var (run, _) = await ZombieKillerTests.RunningAsync(scenario, "bye-1");
        scenario.Server.Time.Advance(Silence);
        (await scenario.Server.RunServiceAsync("Lazarus")).ShouldBe(0);
        (await scenario.Server.RunServiceAsync("ZombieKiller")).ShouldBe(1);
        (await scenario.Server.RunServiceAsync("Lazarus")).ShouldBe(1);
        (await scenario.FlowRunAsync(run, "state times_resurrected")).ShouldBeJson("""{"state": "Scheduled", "times_resurrected": 1}""");
    }
}
