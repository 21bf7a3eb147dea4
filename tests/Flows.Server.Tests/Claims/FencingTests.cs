namespace Flows.Server.Tests.Claims;

/// <summary>Who comes with a claim that has ended is refused, however late, on whatever it says about the run.</summary>
public sealed class FencingTests
{
    [Theory]
    [InlineData("Submitted")]
    [InlineData("Running")]
    [InlineData("Success")]
    [InlineData("Failed")]
    [InlineData("Cancelled")]
    public async Task State_OfAStaleClaim_IsRefused(string type)
    {
        await using var scenario = await Scenario.StartAsync();
        var run = await scenario.CreateRunAsync("");
        var old = await scenario.ClaimOneAsync(run);
        scenario.Server.Time.Advance(TimeSpan.FromSeconds(61));
        var current = await scenario.ClaimOneAsync(run);
        (await scenario.RefuseFlowRunAsync(run, type, ClaimSteps.Claim(old))).ShouldBe(
            $"State update failed: the claim {old} on flow run {run} has ended, since the run was claimed again, rescheduled, cancelled or ended by others.");
        await scenario.SetFlowRunAsync(run, "Submitted", ClaimSteps.Claim(current));
        await scenario.SetFlowRunAsync(run, "Running", ClaimSteps.Claim(current));
        (await scenario.RefuseFlowRunAsync(run, type, ClaimSteps.Claim(old))).ShouldContain("State update failed");
        (await scenario.FlowRunAsync(run, "state version")).ShouldBeJson("""{"state": "Running", "version": 3}""");
    }

    [Fact]
    public async Task State_OfALateHolderWhomNobodyReplaced_IsTaken()
    {
        await using var scenario = await Scenario.StartAsync();
        var run = await scenario.CreateRunAsync("");
        var claim = ClaimSteps.Claim(await scenario.ClaimOneAsync(run));
        scenario.Server.Time.Advance(TimeSpan.FromMinutes(5));
        await scenario.SetFlowRunAsync(run, "Submitted", claim);
        (await scenario.ClaimAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Submitted_ThatItsHolderRepeats_IsTakenAgain()
    {
        await using var scenario = await Scenario.StartAsync();
        var run = await scenario.CreateRunAsync("");
        var claim = ClaimSteps.Claim(await scenario.ClaimOneAsync(run));
        await scenario.SetFlowRunAsync(run, "Submitted", claim);
        await scenario.SetFlowRunAsync(run, "Submitted", claim);
        (await scenario.RefuseFlowRunAsync(run, "Submitted")).ShouldContain("State update failed");
    }

    [Fact]
    public async Task Submitted_OfAnAgentOfTheOriginal_IsRefusedWhileTheRunIsHeld()
    {
        await using var scenario = await Scenario.StartAsync();
        var run = await scenario.CreateRunAsync("");
        var claim = await scenario.ClaimOneAsync(run);
        (await scenario.RefuseFlowRunAsync(run, "Submitted")).ShouldBe(
            $"State update failed: flow run {run} is claimed by another agent until 2026-01-01T12:01:00.000000+00:00.");
        scenario.Server.Time.Advance(TimeSpan.FromSeconds(61));
        await scenario.SetFlowRunAsync(run, "Submitted");
        (await scenario.RefuseFlowRunAsync(run, "Running", ClaimSteps.Claim(claim))).ShouldContain("State update failed");
    }

    [Theory]
    [InlineData("Scheduled")]
    [InlineData("Failed")]
    [InlineData("Success")]
    [InlineData("Cancelled")]
    public async Task State_ThatSomebodyElseSets_EndsTheClaim(string type)
    {
        await using var scenario = await Scenario.StartAsync();
        var run = await scenario.CreateRunAsync("");
        var claim = ClaimSteps.Claim(await scenario.ClaimOneAsync(run));
        await scenario.SetFlowRunAsync(run, "Submitted", claim);
        await scenario.SetFlowRunAsync(run, type);
        (await scenario.RefuseFlowRunAsync(run, "Running", claim)).ShouldContain("State update failed");
        (await scenario.FlowRunAsync(run, "state")).Text("state").ShouldBe(type);
    }

    [Fact]
    public async Task Cancel_BeforeTheProcessRuns_EndsTheClaim()
    {
        await using var scenario = await Scenario.StartAsync();
        var run = await scenario.CreateRunAsync("");
        var claim = ClaimSteps.Claim(await scenario.ClaimOneAsync(run));
        await scenario.SetFlowRunAsync(run, "Submitted", claim);
        (await scenario.Server.MutateAsync("cancel_flow_run", new() { ["flow_run_id"] = run }, "state")).Text("state").ShouldBe("Cancelled");
        (await scenario.RefuseFlowRunAsync(run, "Running", claim)).ShouldContain("State update failed");
    }

    [Fact]
    public async Task Cancel_OfARunningRun_LeavesTheEndToItsProcess()
    {
        await using var scenario = await Scenario.StartAsync();
        var run = await scenario.CreateRunAsync("");
        var claim = ClaimSteps.Claim(await scenario.ClaimOneAsync(run));
        await scenario.SetFlowRunAsync(run, "Running", claim);
        await scenario.Server.MutateAsync("cancel_flow_run", new() { ["flow_run_id"] = run }, "state");
        await scenario.SetFlowRunAsync(run, "Cancelled", claim);
        await scenario.SetFlowRunAsync(run, "Cancelled", claim);
    }

    [Fact]
    public async Task TaskState_OfAStaleClaim_IsRefused()
    {
        await using var scenario = await Scenario.StartAsync();
        var run = await scenario.CreateRunAsync("");
        var task = await scenario.TaskRunIdAsync(run, "hello-1");
        var old = ClaimSteps.Claim(await scenario.ClaimOneAsync(run));
        await scenario.SetFlowRunAsync(run, "Running", old);
        await scenario.Server.MutateAsync("set_task_run_states", Scenario.TaskRunState(task, Scenario.State("Running")), "states { id }", old);
        await scenario.SetFlowRunAsync(run, "Scheduled");
        var current = ClaimSteps.Claim(await scenario.ClaimOneAsync(run));
        await scenario.SetFlowRunAsync(run, "Running", current);
        foreach (var type in new[] { "Submitted", "Running", "Success" })
            (await scenario.Server.RefusedAsync("set_task_run_states", Scenario.TaskRunState(task, Scenario.State(type)), "states { id }", old))
                .ShouldContain("State update failed: the claim");
        await scenario.Server.MutateAsync("set_task_run_states", Scenario.TaskRunState(task, Scenario.State("Success")), "states { id }", current);
    }

    [Fact]
    public async Task Heartbeat_OfAStaleClaim_IsRefused()
    {
        await using var scenario = await Scenario.StartAsync();
        var run = await scenario.CreateRunAsync("");
        var task = await scenario.TaskRunIdAsync(run, "hello-1");
        var old = ClaimSteps.Claim(await scenario.ClaimOneAsync(run));
        await scenario.Server.MutateAsync("update_flow_run_heartbeat", new() { ["flow_run_id"] = run }, "success", old);
        await scenario.Server.MutateAsync("update_task_run_heartbeat", new() { ["task_run_id"] = task }, "success", old);
        await scenario.SetFlowRunAsync(run, "Scheduled");
        (await scenario.Server.RefusedAsync("update_flow_run_heartbeat", new() { ["flow_run_id"] = run }, "success", old)).ShouldContain("State update failed");
        (await scenario.Server.RefusedAsync("update_task_run_heartbeat", new() { ["task_run_id"] = task }, "success", old)).ShouldContain("State update failed");
        await scenario.Server.MutateAsync("update_flow_run_heartbeat", new() { ["flow_run_id"] = run }, "success");
    }

    [Fact]
    public async Task Header_ThatIsNoToken_IsNoClaim()
    {
        await using var scenario = await Scenario.StartAsync();
        var run = await scenario.CreateRunAsync("");
        (await scenario.RefuseFlowRunAsync(run, "Running", ClaimSteps.Claim("mine"))).ShouldContain("State update failed");
    }

    [Fact]
    public async Task Release_ByItsHolder_LetsOthersClaimAtOnce()
    {
        await using var scenario = await Scenario.StartAsync();
        var run = await scenario.CreateRunAsync("");
        var first = await scenario.ClaimOneAsync(run);
        (await ReleaseAsync(scenario, run, first)).ShouldBeTrue();
        (await scenario.ClaimOneAsync(run)).ShouldNotBe(first);
        (await ReleaseAsync(scenario, run, first)).ShouldBeFalse("it is not the holder any more");
        (await scenario.ClaimAsync()).ShouldBeEmpty();
        (await scenario.Server.RefusedAsync("release_flow_run", new() { ["flow_run_id"] = run }, "success")).ShouldContain("X-Flows-Claim");
    }

    private static async Task<bool> ReleaseAsync(Scenario scenario, string run, string token) => (await scenario.Server.MutateAsync(
        "release_flow_run", new() { ["flow_run_id"] = run }, "success", ClaimSteps.Claim(token))).GetProperty("success").GetBoolean();
}
