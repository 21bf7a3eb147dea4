using System.Text.Json.Nodes;

namespace Flows.Server.Tests.Streams;

/// <summary>One flow run, followed as it goes.</summary>
public sealed class FlowRunStreamTests
{
    private static readonly string[] AsCreated = ["flow_run 1 Scheduled", "task_run 1 Pending", "task_run 1 Pending", "task_run 1 Pending"];

    [Fact]
    public async Task Stream_OfARun_TellsHowThingsStandAndThenEveryChange()
    {
        await using var scenario = await Scenario.StartAsync();
        var run = await scenario.CreateRunAsync();
        await LogAsync(scenario, run, "before");
        using var events = await OpenAsync(scenario, run);
        (await events.TakeAsync(5)).ShouldBe([.. AsCreated, "log 1 before"]);
        await scenario.SetFlowRunAsync(run, "Running");
        var state = (await events.NextAsync())!;
        state.Data.ShouldBeJson(
            $$"""
            {"kind": "flow_run", "id": "{{run}}", "version": 2, "state": "Running", "message": "to Running",
             "timestamp": "2026-01-01T12:00:00.000000+00:00", "start_time": null}
            """);
        var task = await scenario.TaskRunIdAsync(run, "hello-1");
        await scenario.SetTaskRunAsync(task, "Running");
        var taskState = (await events.NextAsync())!.Data;
        taskState.GetProperty("id").GetString().ShouldBe(task);
        taskState.GetProperty("state").GetString().ShouldBe("Running");
        taskState.GetProperty("start_time").GetString().ShouldBe("2026-01-01T12:00:00.000000+00:00");
        await LogAsync(scenario, run, "line\nbreak");
        (await events.NextAsync())!.Data.ShouldBeJson(
            $$"""
            {"kind": "log", "flow_run_id": "{{run}}", "sequence": 2, "timestamp": "2026-01-01T12:00:00.000000+00:00", "name": null, "level": "INFO",
             "message": "line\nbreak", "task_run_id": null}
            """);
    }

    [Fact]
    public async Task Stream_OfARunThatHasFinished_EndsAfterTheLastLinesHaveCome()
    {
        await using var scenario = await Scenario.StartAsync();
        var run = await scenario.CreateRunAsync();
        using var events = await OpenAsync(scenario, run);
        await events.TakeAsync(4);
        await scenario.SetFlowRunAsync(run, "Success");
        (await events.TakeAsync(1)).ShouldBe(["flow_run 2 Success"]);
        scenario.Server.Time.Advance(TimeSpan.FromSeconds(9));
        await LogAsync(scenario, run, "late");
        (await events.TakeAsync(1)).ShouldBe(["log 1 late"]);
        scenario.Server.Time.Advance(TimeSpan.FromSeconds(10));
        (await events.TakeAsync(1)).ShouldBe(["end finished"]);
        (await events.NextAsync()).ShouldBeNull();
    }

    [Fact]
    public async Task Stream_ThatWasCutOff_GoesOnWhereItWas()
    {
        await using var scenario = await Scenario.StartAsync();
        var run = await scenario.CreateRunAsync();
        for (var i = 1; i <= 3; i++) await LogAsync(scenario, run, $"{i}");
        string? last = null;
        using (var events = await OpenAsync(scenario, run))
        {
            for (var i = 0; i < 6; i++) last = (await events.NextAsync())!.Id;
        }
        scenario.Server.Time.Advance(TimeSpan.FromSeconds(11));
        await scenario.SetFlowRunAsync(run, "Running");
        await scenario.SetTaskRunAsync(await scenario.TaskRunIdAsync(run, "bye-1"), "Running");
        await LogAsync(scenario, run, "4");
        using var again = await OpenAsync(scenario, run, last);
        // Task runs of the last ten seconds come again; a client goes by their version.
        (await again.TakeAsync(6)).ShouldBe(["flow_run 2 Running", "task_run 1 Pending", "task_run 1 Pending", "task_run 2 Running", "log 3 3", "log 4 4"], ignoreOrder: true);
    }

    [Fact]
    public async Task Stream_FromALogLine_LeavesOutEarlierOnes()
    {
        await using var scenario = await Scenario.StartAsync();
        var run = await scenario.CreateRunAsync();
        for (var i = 1; i <= 3; i++) await LogAsync(scenario, run, $"{i}");
        using var events = await OpenAsync(scenario, run, query: "?logs_after=2");
        (await events.TakeAsync(5)).ShouldBe([.. AsCreated, "log 3 3"]);
    }

    [Fact]
    public async Task Stream_WithMoreThanAPage_LosesNothing()
    {
        await using var scenario = await Scenario.StartAsync();
        var run = await scenario.CreateRunAsync();
        var lines = Enumerable.Range(1, 450).Select(i => new JsonObject { ["flow_run_id"] = run, ["message"] = $"{i}" });
        await scenario.Server.MutateAsync("write_run_logs", new() { ["logs"] = new JsonArray([.. lines]) }, "success");
        using var events = await OpenAsync(scenario, run);
        (await events.TakeAsync(454)).Skip(4).ShouldBe(Enumerable.Range(1, 450).Select(i => $"log {i} {i}"));
    }

    [Fact]
    public async Task Stream_WithNothingToTell_Beats()
    {
        await using var scenario = await Scenario.StartAsync();
        var run = await scenario.CreateRunAsync();
        using var events = await OpenAsync(scenario, run);
        await events.TakeAsync(4);
        for (var i = 0; i < 3; i++)
        {
            scenario.Server.Time.Advance(TimeSpan.FromSeconds(15));
            (await events.TakeAsync(1)).ShouldBe([":"]);
        }
    }

    [Fact]
    public async Task Stream_OfARunThatIsDeleted_Ends()
    {
        await using var scenario = await Scenario.StartAsync();
        var run = await scenario.CreateRunAsync();
        using var events = await OpenAsync(scenario, run);
        await events.TakeAsync(4);
        await scenario.Server.MutateAsync("delete_flow_run", new() { ["flow_run_id"] = run }, "success");
        scenario.Server.Time.Advance(TimeSpan.FromSeconds(15));
        (await events.TakeAsync(1)).ShouldBe(["end deleted"]);
    }

    [Theory]
    [InlineData("/events/flow-run/6f9619ff-8b86-d011-b42d-00c04fc964ff", 404, "Flow run not found: 6f9619ff-8b86-d011-b42d-00c04fc964ff.")]
    [InlineData("/events/flow-run/nobody", 404, "Flow run not found: nobody.")]
    [InlineData("/events?tenant_id=x", 400, "tenant_id is \"x\", which is no identifier of a tenant.")]
    public async Task Stream_OfNothing_IsRefusedInOneSentence(string path, int status, string sentence)
    {
        await using var server = await TestServer.StartAsync();
        using var response = await server.Http.GetAsync(path);
        ((int)response.StatusCode, await response.Content.ReadAsStringAsync()).ShouldBe((status, sentence));
    }

    [Fact]
    public async Task Stream_FromALineThatIsNone_IsRefused()
    {
        await using var scenario = await Scenario.StartAsync();
        using var response = await scenario.Server.Http.GetAsync($"/events/flow-run/{await scenario.CreateRunAsync()}?logs_after=-1");
        ((int)response.StatusCode, await response.Content.ReadAsStringAsync())
            .ShouldBe((400, "logs_after is \"-1\", but it is the sequence of a log line: 0 or more."));
    }

    [Fact]
    public async Task Stream_WhileTheServerStops_DoesNotHoldItUp()
    {
        var scenario = await Scenario.StartAsync();
        var run = await scenario.CreateRunAsync();
        using var events = await OpenAsync(scenario, run);
        await events.TakeAsync(4);
        await scenario.DisposeAsync();
        await Should.NotThrowAsync(async () =>
        {
            try
            {
                (await events.NextAsync()).ShouldBeNull();
            }
            catch (IOException)
            {
                // The connection may be cut rather than ended.
            }
        });
    }

    private static Task<EventReader> OpenAsync(Scenario scenario, string run, string? last = null, string query = "") =>
        EventReader.OpenAsync(scenario.Server.Http, $"/events/flow-run/{run}{query}", last);

    private static Task LogAsync(Scenario scenario, string run, string message) => scenario.Server.MutateAsync("write_run_logs",
        new() { ["logs"] = new JsonObject { ["flow_run_id"] = run, ["message"] = message } }, "success");
}
