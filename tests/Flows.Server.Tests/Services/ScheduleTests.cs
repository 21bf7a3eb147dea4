using System.Text.Json;
using System.Text.Json.Nodes;

namespace Flows.Server.Tests.Services;

/// <summary>Runs that schedules make (contract section 4.6).</summary>
public sealed class ScheduleTests
{
    private const string Hourly = """{"type": "IntervalClock", "interval": 3600000000, "start_date": null, "end_date": null, "parameter_defaults": {}, "labels": null}""";

    [Fact]
    public async Task Register_AFlowWithASchedule_MakesItsNextTenRunsAtOnce()
    {
        await using var scenario = await StartAsync(Hourly);
        var runs = await RunsAsync(scenario, "scheduled_start_time auto_scheduled state version labels parameters idempotency_key task_runs { state }");
        runs.GetArrayLength().ShouldBe(10);
        runs[0].ShouldBeJson(
            """
            {"scheduled_start_time": "2026-01-01T13:00:00.000000+00:00", "auto_scheduled": true, "state": "Scheduled", "version": 1, "labels": ["a", "b"],
             "parameters": {"name": "Bob"}, "idempotency_key": "auto-scheduled:2026-01-01T13:00:00+00:00",
             "task_runs": [{"state": "Pending"}, {"state": "Pending"}, {"state": "Pending"}]}
            """);
        runs[9].GetProperty("scheduled_start_time").GetString().ShouldBe("2026-01-01T22:00:00.000000+00:00");
    }

    [Fact]
    public async Task SetScheduleActive_Again_MakesNoRunTwice()
    {
        await using var scenario = await StartAsync(Hourly);
        await ActivateAsync(scenario);
        await ActivateAsync(scenario);
        (await RunsAsync(scenario, "id")).GetArrayLength().ShouldBe(10);
    }

    [Fact]
    public async Task SetScheduleInactive_DeletesTheRunsThatWaitAndNoOthers()
    {
        await using var scenario = await StartAsync(Hourly);
        var own = await scenario.CreateRunAsync();
        var first = (await RunsAsync(scenario, "id"))[1].GetProperty("id").GetString()!;
        await scenario.SetFlowRunAsync(first, "Submitted");
        await scenario.Server.MutateAsync("set_schedule_inactive", new() { ["flow_id"] = scenario.FlowId }, "success");
        (await RunsAsync(scenario, "id")).EnumerateArray().Select(r => r.GetProperty("id").GetString()).ShouldBe([own, first], ignoreOrder: true);
    }

    [Fact]
    public async Task Schedule_OnTheWallClockOfAZone_KeepsItsHourOverTheChangeOfClocks()
    {
        await using var scenario = await StartAsync(
            """{"type": "CronClock", "cron": "0 6 * * *", "start_date": {"dt": "2026-03-27T00:00:00", "tz": "Europe/Berlin"}, "end_date": null, "day_or": true}""");
        (await RunsAsync(scenario, "scheduled_start_time")).EnumerateArray().Take(4).Select(r => r.GetProperty("scheduled_start_time").GetString()).ShouldBe(
        [
            "2026-03-27T05:00:00.000000+00:00", "2026-03-28T05:00:00.000000+00:00", "2026-03-29T04:00:00.000000+00:00", "2026-03-30T04:00:00.000000+00:00",
        ]);
    }

    [Fact]
    public async Task Schedule_ByARecurrenceRule_MakesItsRuns()
    {
        await using var scenario = await StartAsync(
            """
            {"type": "RRuleClock", "rrule_obj": {"type": "rrule", "rr": "DTSTART:20260101T000000\nRRULE:FREQ=DAILY;COUNT=3", "_dtstart": "2026-01-01T00:00:00", "_until": null},
             "start_date": null, "end_date": null}
            """);
        (await RunsAsync(scenario, "scheduled_start_time")).ShouldBeJson(
            """[{"scheduled_start_time": "2026-01-02T00:00:00.000000+00:00"}, {"scheduled_start_time": "2026-01-03T00:00:00.000000+00:00"}]""");
    }

    [Fact]
    public async Task Clocks_WithTheirOwnParametersAndLabels_MakeRunsOfTheSameTime()
    {
        static string Clock(string name, string label) =>
            $$"""{"type": "CronClock", "cron": "0 6 * * *", "start_date": null, "end_date": null, "parameter_defaults": {"name": "{{name}}"}, "labels": ["{{label}}"]}""";
        await using var scenario = await StartAsync($"{Clock("Ann", "x")}, {Clock("Eve", "y")}");
        var runs = await RunsAsync(scenario, "scheduled_start_time parameters labels idempotency_key", "scheduled_start_time: asc, name: asc");
        runs.GetArrayLength().ShouldBe(10);
        runs.EnumerateArray().Take(2).Select(r => $"{r.GetProperty("scheduled_start_time")} {JsonSerializer.Serialize(r.GetProperty("parameters"))} {r.GetProperty("labels")}").Order().ShouldBe(
        [
            """2026-01-02T06:00:00.000000+00:00 {"name":"Ann"} ["x"]""", """2026-01-02T06:00:00.000000+00:00 {"name":"Eve"} ["y"]""",
        ]);
        runs[0].GetProperty("idempotency_key").GetString()!.ShouldMatch("^auto-scheduled:2026-01-02T06:00:00\\+00:00:[0-9a-f]{32}$");
        await ActivateAsync(scenario);
        (await RunsAsync(scenario, "id")).GetArrayLength().ShouldBe(10);
    }

    [Fact]
    public async Task SetScheduleActive_OfAScheduleThatCannotBeRead_SaysWhyAndStaysOff()
    {
        await using var scenario = await StartAsync("""{"type": "MoonClock"}""");
        (await scenario.Server.RefusedAsync("set_schedule_active", new() { ["flow_id"] = scenario.FlowId }, "success"))
            .ShouldStartWith($"The schedule of flow {scenario.FlowId} makes no runs: ");
        (await scenario.Server.RunAsync("{ flow { is_schedule_active flow_runs { id } } }")).ShouldBeJson("""{"flow": [{"is_schedule_active": false, "flow_runs": []}]}""");
    }

    [Fact]
    public async Task ArchiveFlow_WithASchedule_LeavesNoRunsOfIt()
    {
        await using var scenario = await StartAsync(Hourly);
        await scenario.Server.MutateAsync("archive_flow", new() { ["flow_id"] = scenario.FlowId }, "success");
        (await RunsAsync(scenario, "id")).GetArrayLength().ShouldBe(0);
    }

    internal static Task<Scenario> StartAsync(string clocks) =>
        Scenario.StartAsync(d => d["schedule"] = JsonNode.Parse(
            $$"""{"clocks": [{{clocks}}], "filters": [], "or_filters": [], "not_filters": [], "adjustments": [], "__version__": "1.4.1"}"""));

    private static Task<JsonElement> ActivateAsync(Scenario scenario) =>
        scenario.Server.MutateAsync("set_schedule_active", new() { ["flow_id"] = scenario.FlowId }, "success");

    internal static async Task<JsonElement> RunsAsync(Scenario scenario, string selection, string order = "scheduled_start_time: asc") =>
        (await scenario.Server.RunAsync($"{{ flow_run(order_by: {{{order}}}) {{ {selection} }} }}")).GetProperty("flow_run");
}
