using System.Text.Json;
using System.Text.Json.Nodes;

namespace Flows.Server.Tests.Mutations;

/// <summary>States (contract section 4.4).</summary>
public sealed class StateTests
{
    [Fact]
    public async Task Submitted_Twice_IsRefusedFor30Seconds()
    {
        await using var scenario = await Scenario.StartAsync();
        var run = await scenario.CreateRunAsync();
        await scenario.SetFlowRunAsync(run, "Submitted");
        const string refusal = "State update failed: this run has already been submitted.";
        (await SubmitAgainAsync(scenario, run)).ShouldBe(refusal);
        scenario.Server.Time.Advance(TimeSpan.FromSeconds(29.9));
        (await SubmitAgainAsync(scenario, run)).ShouldBe(refusal);
        scenario.Server.Time.Advance(TimeSpan.FromSeconds(0.1));
        await scenario.SetFlowRunAsync(run, "Submitted");
        (await scenario.FlowRunAsync(run, "version")).ShouldBeJson("""{"version": 3}""");
    }

    [Fact]
    public async Task Submitted_AfterARestartOfTheServer_IsStillRefused()
    {
        await using var database = await TestDatabase.CreateAsync();
        string run;
        await using (var scenario = await Scenario.StartAsync(configure: o => o.Database = database.Address))
        {
            run = await scenario.CreateRunAsync();
            await scenario.SetFlowRunAsync(run, "Submitted");
        }
        await using (var again = await TestServer.StartAsync(o => o.Database = database.Address))
            (await again.RefusedAsync("set_flow_run_states", Scenario.FlowRunState(run, "Submitted"), "states { id }")).ShouldContain("already been submitted");
    }

    [Fact]
    public async Task Submitted_OfTwoAgentsAtOnce_ReachesOne()
    {
        await using var scenario = await Scenario.StartAsync();
        var run = await scenario.CreateRunAsync();
        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => scenario.Server.PostAsync(
            "mutation($input: set_flow_run_states_input!) { set_flow_run_states(input: $input) { states { id } } }",
                new JsonObject { ["input"] = Scenario.FlowRunState(run, "Submitted") })));
        answers.Count(a => !a.Answer.TryGetProperty("errors", out _)).ShouldBe(1);
    }

    [Theory]
    [InlineData("Running")]
    [InlineData("Cancelling")]
    [InlineData("Success")]
    [InlineData("Cancelled")]
    public async Task Submitted_ByAnAgentThatComesLate_IsRefused(string state)
    {
        await using var scenario = await Scenario.StartAsync();
        var run = await scenario.CreateRunAsync();
        await scenario.SetFlowRunAsync(run, state);
        (await SubmitAgainAsync(scenario, run)).ShouldBe($"State update failed: this run cannot be submitted, it is {state} already.");
        (await scenario.FlowRunAsync(run, "state")).ShouldBeJson($$"""{"state": "{{state}}"}""");
    }

    [Fact]
    public async Task Submitted_OfATaskRunByTwoAgents_ReachesOne()
    {
        await using var scenario = await Scenario.StartAsync();
        var run = await scenario.CreateRunAsync();
        await scenario.SetFlowRunAsync(run, "Running");
        var task = await scenario.TaskRunIdAsync(run, "hello-1");
        foreach (var type in new[] { "Retrying", "Submitted" }) await scenario.SetTaskRunAsync(task, type);
        (await scenario.Server.RefusedAsync("set_task_run_states", Scenario.TaskRunState(task, Scenario.State("Submitted")), "states { id }"))
            .ShouldBe($"State update failed for task run ID {task}: it cannot be submitted, it is Submitted already.");
    }

    [Fact]
    public async Task Submitted_OfARunThatWasScheduledAgain_IsTaken()
    {
        await using var scenario = await Scenario.StartAsync();
        var run = await scenario.CreateRunAsync();
        foreach (var type in new[] { "Failed", "Scheduled", "Submitted" }) await scenario.SetFlowRunAsync(run, type);
        (await scenario.FlowRunAsync(run, "state")).ShouldBeJson("""{"state": "Submitted"}""");
    }

    [Fact]
    public async Task States_ManyAtOnce_AreAllAnswered()
    {
        await using var scenario = await Scenario.StartAsync();
        var run = await scenario.CreateRunAsync();
        var states = Enumerable.Range(0, 700).Select(_ => Scenario.FlowRunState(run, "Running")["states"]![0]!.DeepClone());
        var answer = await scenario.Server.MutateAsync("set_flow_run_states", new() { ["states"] = new JsonArray([.. states]) }, "states { id status message }");
        answer.GetProperty("states").GetArrayLength().ShouldBe(700);
    }

    [Theory]
    [InlineData("Success", true)]
    [InlineData("Failed", true)]
    [InlineData("Cached", true)]
    [InlineData("TimedOut", true)]
    [InlineData("Looped", true)]
    [InlineData("Cancelled", true)]
    [InlineData("Skipped", false)]
    [InlineData("Mapped", false)]
    [InlineData("TriggerFailed", false)]
    [InlineData("ValidationFailed", false)]
    [InlineData("Finished", false)]
    public async Task EndTime_OfAFinishedState_IsSetForSomeOnly(string type, bool isSet)
    {
        await using var scenario = await Scenario.StartAsync();
        var run = await scenario.CreateRunAsync();
        await scenario.SetFlowRunAsync(run, type);
        (await scenario.FlowRunAsync(run, "end_time")).GetProperty("end_time").ValueKind.ShouldBe(isSet ? JsonValueKind.String : JsonValueKind.Null);
    }

    [Fact]
    public async Task StartTime_OfARunThatRunsTwice_IsTheFirstAndEndTimeTheLast()
    {
        await using var scenario = await Scenario.StartAsync();
        var run = await scenario.CreateRunAsync();
        foreach (var type in new[] { "Running", "Failed", "Running", "Success" })
        {
            scenario.Server.Time.Advance(TimeSpan.FromSeconds(1));
            await scenario.SetFlowRunAsync(run, type);
        }
        (await scenario.FlowRunAsync(run, "start_time end_time state_timestamp state_message")).ShouldBeJson(
            """
            {"start_time": "2026-01-01T12:00:01.000000+00:00", "end_time": "2026-01-01T12:00:04.000000+00:00",
             "state_timestamp": "2026-01-01T12:00:04.000000+00:00", "state_message": "to Success"}
            """);
    }

    [Fact]
    public async Task State_OfTypeAndMessageOnly_IsStoredInItsFullForm()
    {
        await using var scenario = await Scenario.StartAsync();
        var run = await scenario.CreateRunAsync();
        await scenario.SetFlowRunAsync(run, "Scheduled");
        var stored = (await scenario.FlowRunAsync(run, "serialized_state state_result state_start_time"));
        stored.GetProperty("serialized_state").GetProperty("_result").GetProperty("type").GetString().ShouldBe("NoResultType");
        stored.GetProperty("serialized_state").GetProperty("start_time").GetString()!.ShouldStartWith("2026-01-01T12:00:00");
        stored.GetProperty("state_start_time").GetString().ShouldBe("2026-01-01T12:00:00.000000+00:00");
        stored.GetProperty("state_result").GetProperty("type").GetString().ShouldBe("NoResultType");
    }

    [Fact]
    public async Task State_ThatIsNone_IsRefused()
    {
        await using var scenario = await Scenario.StartAsync();
        var run = await scenario.CreateRunAsync();
        (await scenario.Server.RefusedAsync("set_flow_run_states", Scenario.FlowRunState(run, "Dancing"), "states { id }"))
            .ShouldStartWith("State update failed: ");
        var unknown = Guid.NewGuid().ToString();
        (await scenario.Server.RefusedAsync("set_flow_run_states", Scenario.FlowRunState(unknown, "Running"), "states { id }"))
            .ShouldStartWith($"State update failed for flow run ID {unknown}");
        var large = Scenario.State("Success");
        large["message"] = new string('x', 1_000_001);
        (await scenario.Server.RefusedAsync("set_task_run_states", Scenario.TaskRunState(unknown, large), "states { id }"))
            .ShouldBe("State payload is too large.");
    }

    [Fact]
    public async Task States_OfWhichOneIsRefused_StoreTheOthers()
    {
        await using var scenario = await Scenario.StartAsync();
        var run = await scenario.CreateRunAsync();
        var input = Scenario.FlowRunState(Guid.NewGuid().ToString(), "Running");
        input["states"]!.AsArray().Add(Scenario.FlowRunState(run, "Running")["states"]![0]!.DeepClone());
        (await scenario.Server.RefusedAsync("set_flow_run_states", input, "states { id }")).ShouldStartWith("State update failed");
        (await scenario.FlowRunAsync(run, "state")).ShouldBeJson("""{"state": "Running"}""");
    }

    [Fact]
    public async Task Running_OfATask_NeedsAFlowRunThatIsRunning()
    {
        await using var scenario = await Scenario.StartAsync();
        var run = await scenario.CreateRunAsync();
        var task = await scenario.TaskRunIdAsync(run, "hello-1");
        var input = Scenario.TaskRunState(task, Scenario.State("Running"));
        (await scenario.Server.RefusedAsync("set_task_run_states", input.DeepClone().AsObject(), "states { id }"))
            .ShouldStartWith($"State update failed for task run ID {task}");
        await scenario.SetFlowRunAsync(run, "Cancelling");
        (await scenario.Server.RefusedAsync("set_task_run_states", input.DeepClone().AsObject(), "states { id }"))
            .ShouldStartWith($"State update failed for task run ID {task}");
        await scenario.SetFlowRunAsync(run, "Running");
        (await scenario.SetTaskRunAsync(task, "Running")).ShouldBeJson($$"""{"states": [{"id": "{{task}}", "status": "SUCCESS", "message": null}]}""");
    }

    [Fact]
    public async Task CachedInputs_OfTheStateBefore_AreCarriedOver()
    {
        await using var scenario = await Scenario.StartAsync();
        var run = await scenario.CreateRunAsync();
        var task = await scenario.TaskRunIdAsync(run, "hello-1");
        var state = Scenario.State("Retrying");
        state["cached_inputs"] = JsonNode.Parse("""{"x": {"type": "S3Result", "bucket": "b", "location": "l", "__version__": "1.4.1"}}""");
        await scenario.Server.MutateAsync("set_task_run_states", Scenario.TaskRunState(task, state), "states { id }");
        await scenario.SetTaskRunAsync(task, "Pending");
        var stored = (await scenario.Server.RunAsync($"{{ get_task_run_info(task_run_id: \"{task}\") {{ version serialized_state }} }}"))
            .GetProperty("get_task_run_info");
        var input = stored.GetProperty("serialized_state").GetProperty("cached_inputs").GetProperty("x");
        (input.GetProperty("bucket").GetString(), input.GetProperty("location").GetString(), stored.GetProperty("version").GetInt32()).ShouldBe(("b", "l", 3));
    }

    [Theory]
    [InlineData(null, "Cancelled")]
    [InlineData("Submitted", "Cancelled")]
    [InlineData("Pending", "Cancelled")]
    [InlineData("Running", "Cancelling")]
    [InlineData("Cancelling", "Cancelling")]
    [InlineData("Success", "Success")]
    [InlineData("TriggerFailed", "TriggerFailed")]
    public async Task Cancel_OfARunInAState_LeadsTo(string? state, string expected)
    {
        await using var scenario = await Scenario.StartAsync();
        var run = await scenario.CreateRunAsync();
        if (state is not null) await scenario.SetFlowRunAsync(run, state);
        (await scenario.Server.MutateAsync("cancel_flow_run", new() { ["flow_run_id"] = run }, "state")).ShouldBeJson($$"""{"state": "{{expected}}"}""");
        (await scenario.FlowRunAsync(run, "state")).ShouldBeJson($$"""{"state": "{{expected}}"}""");
    }

    [Fact]
    public async Task Cancelled_OfAFlowRun_CancelsTaskRunsThatHaveNotFinished()
    {
        await using var scenario = await Scenario.StartAsync();
        var run = await scenario.CreateRunAsync();
        await scenario.SetTaskRunAsync(await scenario.TaskRunIdAsync(run, "hello-1"), "Skipped");
        await scenario.SetFlowRunAsync(run, "Cancelled");
        (await scenario.Server.RunAsync("{ task_run(order_by: {task: {slug: asc}}) { state task { slug } } }")).ShouldBeJson(
            """{"task_run": [{"state": "Cancelled", "task": {"slug": "bye-1"}}, {"state": "Skipped", "task": {"slug": "hello-1"}}, {"state": "Cancelled", "task": {"slug": "name"}}]}""");
    }

    [Fact]
    public async Task Heartbeat_OfStates_IsSetByThoseOfALiveRun()
    {
        await using var scenario = await Scenario.StartAsync();
        var run = await scenario.CreateRunAsync();
        await scenario.SetFlowRunAsync(run, "Pending");
        (await scenario.FlowRunAsync(run, "heartbeat")).ShouldBeJson("""{"heartbeat": null}""");
        await scenario.SetFlowRunAsync(run, "Submitted");
        (await scenario.FlowRunAsync(run, "heartbeat")).ShouldBeJson("""{"heartbeat": "2026-01-01T12:00:00.000000+00:00"}""");
    }

    private static Task<string> SubmitAgainAsync(Scenario scenario, string run) =>
        scenario.Server.RefusedAsync("set_flow_run_states", Scenario.FlowRunState(run, "Submitted"), "states { id }");
}
