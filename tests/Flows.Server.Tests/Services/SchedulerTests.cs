using System.Text.Json.Nodes;

namespace Flows.Server.Tests.Services;

/// <summary>The service that makes the runs of schedules (contract sections 4.6 and 4.7).</summary>
public sealed class SchedulerTests
{
    private const string Hourly = """{"type": "IntervalClock", "interval": 3600000000, "start_date": null, "end_date": null}""";
    private const string Daily = """{"type": "CronClock", "cron": "0 0 * * *", "start_date": null, "end_date": null}""";

    [Fact]
    public async Task Pass_AfterSomeTime_FillsUpToTenRunsToCome()
    {
        await using var scenario = await ScheduleTests.StartAsync(Hourly);
        (await scenario.Server.RunServiceAsync("Scheduler")).ShouldBe(0);
        scenario.Server.Time.Advance(TimeSpan.FromMinutes(150));
        (await scenario.Server.RunServiceAsync("Scheduler")).ShouldBe(2);
        (await scenario.Server.RunServiceAsync("Scheduler")).ShouldBe(0);
        var runs = await ScheduleTests.RunsAsync(scenario, "scheduled_start_time");
        runs.GetArrayLength().ShouldBe(12);
        runs[11].GetProperty("scheduled_start_time").GetString().ShouldBe("2026-01-02T00:00:00.000000+00:00");
    }

    [Fact]
    public async Task Pass_AfterADowntime_MakesNoRunsOfThePast()
    {
        await using var scenario = await ScheduleTests.StartAsync(Hourly);
        scenario.Server.Time.Advance(TimeSpan.FromDays(10));
        (await scenario.Server.RunServiceAsync("Scheduler")).ShouldBe(10);
        (await ScheduleTests.RunsAsync(scenario, "scheduled_start_time"))[10].GetProperty("scheduled_start_time").GetString()
            .ShouldBe("2026-01-11T13:00:00.000000+00:00");
    }

    [Fact]
    public async Task Pass_OfAFlowThatIsOffOrArchived_MakesNoRuns()
    {
        await using var scenario = await ScheduleTests.StartAsync(Hourly);
        await scenario.Server.MutateAsync("set_schedule_inactive", new() { ["flow_id"] = scenario.FlowId }, "success");
        (await scenario.Server.RunServiceAsync("Scheduler")).ShouldBe(0);
        (await ScheduleTests.RunsAsync(scenario, "id")).GetArrayLength().ShouldBe(0);
    }

    [Fact]
    public async Task GroupSchedule_StandsInPlaceOfTheFlowsOwn_AtOnce()
    {
        await using var scenario = await ScheduleTests.StartAsync(Hourly);
        var group = (await scenario.Server.RunAsync("{ flow_group { id } }")).GetProperty("flow_group")[0].GetProperty("id").GetString();
        await scenario.Server.MutateAsync("set_flow_group_schedule",
            new() { ["flow_group_id"] = group, ["cron_clocks"] = new JsonArray(new JsonObject { ["cron"] = "0 0 * * *" }) }, "success");
        var runs = await ScheduleTests.RunsAsync(scenario, "scheduled_start_time");
        runs.GetArrayLength().ShouldBe(10);
        runs[1].GetProperty("scheduled_start_time").GetString().ShouldBe("2026-01-03T00:00:00.000000+00:00");
        await scenario.Server.MutateAsync("delete_flow_group_schedule", new() { ["flow_group_id"] = group }, "success");
        (await ScheduleTests.RunsAsync(scenario, "scheduled_start_time"))[1].GetProperty("scheduled_start_time").GetString()
            .ShouldBe("2026-01-01T14:00:00.000000+00:00");
    }

    [Fact]
    public async Task Pass_OverManyFlows_LeavesNoneOut()
    {
        await using var scenario = await ScheduleTests.StartAsync(Daily);
        for (var i = 0; i < 12; i++)
            await scenario.RegisterAsync(d => d["schedule"] = JsonNode.Parse($$"""{"clocks": [{{Daily}}]}"""), versionGroup: $"group {i}");
        scenario.Server.Time.Advance(TimeSpan.FromDays(1));
        (await scenario.Server.RunServiceAsync("Scheduler")).ShouldBe(13);
    }

    [Fact]
    public async Task Pass_OverAFlowThatCannotFollow_SaysItAndGoesOn()
    {
        var loggers = new RecordingLoggers();
        await using var scenario = await Scenario.StartAsync(
            d =>
            {
                d["schedule"] = JsonNode.Parse($$"""{"clocks": [{{Daily}}]}""");
                d["parameters"]!.AsArray().Add(new JsonObject { ["name"] = "must", ["required"] = true });
            },
            o => o.LoggerFactory = loggers);
        var group = (await scenario.Server.RunAsync("{ flow_group { id } }")).GetProperty("flow_group")[0].GetProperty("id").GetString();
        async Task SetAsync(JsonObject parameters) =>
            await scenario.Server.MutateAsync("set_flow_group_default_parameters", new() { ["flow_group_id"] = group, ["parameters"] = parameters }, "success");
        await SetAsync(new() { ["must"] = 1 });
        await scenario.Server.MutateAsync("set_schedule_active", new() { ["flow_id"] = scenario.FlowId }, "success");
        await SetAsync([]);
        scenario.Server.Time.Advance(TimeSpan.FromDays(1));
        (await scenario.Server.RunServiceAsync("Scheduler")).ShouldBe(0);
        loggers.Lines.ShouldContain($"Warning: Scheduler makes no runs of flow {scenario.FlowId}: Required parameters were not supplied: {{'must'}}");
    }
}
