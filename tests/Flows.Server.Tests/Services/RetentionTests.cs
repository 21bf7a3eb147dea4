using System.Text.Json.Nodes;

namespace Flows.Server.Tests.Services;

/// <summary>Data that is older than it shall become.</summary>
public sealed class RetentionTests
{
    private const string Counts =
        """
        { log_aggregate { aggregate { count } } flow_run_aggregate { aggregate { count } } flow_run_state_aggregate { aggregate { count } }
          task_run_state_aggregate { aggregate { count } } task_run_aggregate { aggregate { count } } }
        """;

    [Fact]
    public async Task Pass_WithoutLimits_DeletesNothing()
    {
        await using var scenario = await StartAsync(o => o.AuditEntries = null);
        await EndedRunAsync(scenario);
        scenario.Server.Time.Advance(TimeSpan.FromDays(3000));
        (await scenario.Server.RunServiceAsync("Retention")).ShouldBe(0);
        (await CountsAsync(scenario)).ShouldBe("log 3, flow_run 1, flow_run_state 4, task_run_state 3, task_run 3");
    }

    [Fact]
    public async Task Logs_ThatAreOlder_Go()
    {
        await using var scenario = await StartAsync(o => (o.Logs, o.RowsPerStep) = (TimeSpan.FromDays(7), 2));
        var run = await EndedRunAsync(scenario);
        scenario.Server.Time.Advance(TimeSpan.FromDays(7) + TimeSpan.FromSeconds(1));
        await LogAsync(scenario, run, "new");
        (await scenario.Server.RunServiceAsync("Retention")).ShouldBe(3);
        (await scenario.FlowRunAsync(run, "state logs { message }")).ShouldBeJson("""{"state": "Success", "logs": [{"message": "new"}]}""");
    }

    [Fact]
    public async Task States_OfRunsThatHaveEnded_GoExceptTheLast()
    {
        await using var scenario = await StartAsync(o => (o.States, o.RowsPerStep) = (TimeSpan.FromDays(7), 1));
        var ended = await EndedRunAsync(scenario);
        var going = await scenario.CreateRunAsync();
        await scenario.SetFlowRunAsync(going, "Submitted");
        scenario.Server.Time.Advance(TimeSpan.FromDays(8));
        (await scenario.Server.RunServiceAsync("Retention")).ShouldBe(3);
        (await scenario.FlowRunAsync(ended, "version states { state }")).ShouldBeJson("""{"version": 4, "states": [{"state": "Success"}]}""");
        (await scenario.FlowRunAsync(going, "states(order_by: {version: asc}) { state }")).ShouldBeJson("""{"states": [{"state": "Scheduled"}, {"state": "Submitted"}]}""");
        (await scenario.Server.RunServiceAsync("Retention")).ShouldBe(0);
    }

    [Fact]
    public async Task Runs_GoWithAllBelowThem_WhenTheyHaveEndedLongAgo()
    {
        await using var scenario = await StartAsync(o => (o.Runs, o.RowsPerStep) = (TimeSpan.FromDays(7), 2));
        for (var i = 0; i < 12; i++) await EndedRunAsync(scenario);
        var waits = await scenario.CreateRunAsync(new() { ["scheduled_start_time"] = "2027-01-01T00:00:00Z" });
        var late = await scenario.CreateRunAsync();
        scenario.Server.Time.Advance(TimeSpan.FromDays(7) + TimeSpan.FromSeconds(1));
        await scenario.SetFlowRunAsync(late, "Success");
        (await scenario.Server.RunServiceAsync("Retention")).ShouldBe(12);
        (await ScheduleTests.RunsAsync(scenario, "id")).EnumerateArray().Select(r => r.GetProperty("id").GetString()).ShouldBe([waits, late], ignoreOrder: true);
        (await CountsAsync(scenario)).ShouldBe("log 0, flow_run 2, flow_run_state 3, task_run_state 6, task_run 6");
    }

    [Fact]
    public async Task Runs_WithMoreLogsThanAStepDeletes_GoInSeveralSteps()
    {
        await using var scenario = await StartAsync(o => o.Runs = TimeSpan.FromDays(7));
        var run = await EndedRunAsync(scenario);
        for (var i = 0; i < 3; i++)
            await scenario.Server.MutateAsync("write_run_logs", new()
            {
                ["logs"] = new JsonArray([.. Enumerable.Range(0, 400).Select(n => new JsonObject { ["flow_run_id"] = run, ["message"] = $"{n}" })]),
            }, "success");
        scenario.Server.Time.Advance(TimeSpan.FromDays(8));
        (await scenario.Server.RunServiceAsync("Retention")).ShouldBe(1);
        (await CountsAsync(scenario)).ShouldBe("log 0, flow_run 0, flow_run_state 0, task_run_state 0, task_run 0");
    }

    private static Task<Scenario> StartAsync(Action<RetentionOptions> configure) => Scenario.StartAsync(configure: o =>
    {
        (o.Retention.Pause, o.Retention.AuditEntries) = (TimeSpan.Zero, null);
        configure(o.Retention);
    });

    private static async Task<string> EndedRunAsync(Scenario scenario)
    {
        var run = await scenario.CreateRunAsync(new() { ["labels"] = new JsonArray() });
        foreach (var state in new[] { "Submitted", "Running", "Success" }) await scenario.SetFlowRunAsync(run, state);
        for (var i = 0; i < 3; i++) await LogAsync(scenario, run, $"line {i}");
        return run;
    }

    private static Task LogAsync(Scenario scenario, string run, string message) => scenario.Server.MutateAsync("write_run_logs",
        new() { ["logs"] = new JsonObject { ["flow_run_id"] = run, ["message"] = message } }, "success");

    private static async Task<string> CountsAsync(Scenario scenario) => string.Join(", ", (await scenario.Server.RunAsync(Counts)).EnumerateObject()
        .Select(c => $"{c.Name.Replace("_aggregate", "", StringComparison.Ordinal)} {c.Value.GetProperty("aggregate").GetProperty("count")}"));
}
