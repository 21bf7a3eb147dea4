using System.Text.Json.Nodes;

namespace Flows.Server.Tests.Mutations;

/// <summary>What all versions of a flow share (contract sections 4.1, 4.3 and 4.6).</summary>
public sealed class GroupTests
{
    [Fact]
    public async Task SetDefaultParameters_OfAGroup_StandBetweenThoseOfFlowAndRun()
    {
        await using var scenario = await Scenario.StartAsync();
        await SetAsync(scenario, "default_parameters", "parameters", JsonNode.Parse("""{"name": "Ann", "more": 1}"""));
        (await scenario.FlowRunAsync(await scenario.CreateRunAsync(), "parameters")).ShouldBeJson("""{"parameters": {"name": "Ann", "more": 1}}""");
        (await scenario.FlowRunAsync(await scenario.CreateRunAsync(new() { ["parameters"] = new JsonObject { ["name"] = "Eve" } }), "parameters"))
            .ShouldBeJson("""{"parameters": {"name": "Eve", "more": 1}}""");
        (await scenario.Server.RefusedAsync("set_flow_group_default_parameters",
            new() { ["flow_group_id"] = await GroupAsync(scenario), ["parameters"] = new JsonArray(1) }, "success"))
            .ShouldBe("parameters must be a JSON object, but this is sent: Array.");
    }

    [Fact]
    public async Task SetLabels_OfAGroup_AreThoseOfRunsUntilTheyAreUnset()
    {
        await using var scenario = await Scenario.StartAsync();
        await SetAsync(scenario, "labels", "labels", new JsonArray("z", "c", "z"));
        (await scenario.FlowRunAsync(await scenario.CreateRunAsync(), "labels flow { flow_group { labels } }"))
            .ShouldBeJson("""{"labels": ["c", "z"], "flow": {"flow_group": {"labels": ["c", "z"]}}}""");
        await SetAsync(scenario, "labels", "labels", new JsonArray());
        (await scenario.FlowRunAsync(await scenario.CreateRunAsync(), "labels")).ShouldBeJson("""{"labels": []}""");
        await SetAsync(scenario, "labels", "labels", null);
        (await scenario.FlowRunAsync(await scenario.CreateRunAsync(), "labels flow { flow_group { labels } }"))
            .ShouldBeJson("""{"labels": ["a", "b"], "flow": {"flow_group": {"labels": null}}}""");
    }

    [Fact]
    public async Task SetRunConfig_OfAGroup_IsThatOfRunsUntilItIsUnset()
    {
        await using var scenario = await Scenario.StartAsync();
        await SetAsync(scenario, "run_config", "run_config", JsonNode.Parse("""{"type": "DockerRun", "labels": ["d"]}"""));
        var run = await scenario.FlowRunAsync(await scenario.CreateRunAsync(), "labels run_config");
        run.GetProperty("labels").ShouldBeJson("""["d"]""");
        run.GetProperty("run_config").GetProperty("type").GetString().ShouldBe("DockerRun");
        await SetAsync(scenario, "run_config", "run_config", null);
        (await scenario.FlowRunAsync(await scenario.CreateRunAsync(), "run_config")).GetProperty("run_config").GetProperty("type").GetString()
            .ShouldBe("UniversalRun");
        (await scenario.Server.RefusedAsync("set_flow_group_run_config", new() { ["flow_group_id"] = await GroupAsync(scenario), ["run_config"] = "7" }, "success"))
            .ShouldStartWith("run_config must be a JSON object, but this is sent: ");
    }

    [Fact]
    public async Task SetDescription_OfAGroup_IsReadUntilItIsUnset()
    {
        await using var scenario = await Scenario.StartAsync();
        await SetAsync(scenario, "description", "description", "what it does");
        (await scenario.Server.RunAsync("{ flow_group { description } }")).ShouldBeJson("""{"flow_group": [{"description": "what it does"}]}""");
        await SetAsync(scenario, "description", "description", null);
        (await scenario.Server.RunAsync("{ flow_group { description } }")).ShouldBeJson("""{"flow_group": [{"description": null}]}""");
    }

    [Fact]
    public async Task SetSchedule_OfAGroup_IsStoredAsTheProtocolHasIt()
    {
        await using var scenario = await Scenario.StartAsync();
        await ScheduleAsync(scenario, new()
        {
            ["cron_clocks"] = JsonNode.Parse("""[{"cron": "0 6 * * *", "parameter_defaults": {"name": "Eve"}}]"""),
            ["interval_clocks"] = JsonNode.Parse("""{"interval": 3600}"""),
            ["timezone"] = "America/New_York",
        });
        (await scenario.Server.RunAsync("{ flow_group { schedule } }")).GetProperty("flow_group")[0].GetProperty("schedule").ShouldBeJson(
            """
            {"type": "Schedule", "clocks": [
              {"type": "CronClock", "cron": "0 6 * * *", "start_date": {"dt": "2026-01-01T07:00:00.000000", "tz": "America/New_York"}, "parameter_defaults": {"name": "Eve"}},
              {"type": "IntervalClock", "interval": 3600000000, "start_date": {"dt": "2026-01-01T07:00:00.000000", "tz": "America/New_York"}, "parameter_defaults": {}}]}
            """);
    }

    [Fact]
    public async Task SetSchedule_OfAGroup_TakesThePlaceOfTheFlowsOwnAtOnce()
    {
        await using var scenario = await Scenario.StartAsync(d => d["schedule"] = JsonNode.Parse(
            """{"type": "Schedule", "clocks": [{"type": "CronClock", "cron": "0 6 * * *", "parameter_defaults": {}}]}"""));
        (await TimesAsync(scenario)).ShouldBe(Enumerable.Range(2, 10).Select(day => $"2026-01-{day:00}T06:00"));
        await ScheduleAsync(scenario, new() { ["cron_clocks"] = JsonNode.Parse("""[{"cron": "0 9 * * *"}]"""), ["timezone"] = "Europe/Berlin" });
        (await TimesAsync(scenario)).ShouldBe(Enumerable.Range(2, 10).Select(day => $"2026-01-{day:00}T08:00"));
        await scenario.Server.MutateAsync("delete_flow_group_schedule", new() { ["flow_group_id"] = await GroupAsync(scenario) }, "success");
        (await TimesAsync(scenario)).ShouldBe(Enumerable.Range(2, 10).Select(day => $"2026-01-{day:00}T06:00"));
        (await scenario.Server.RunAsync("{ flow_group { schedule } }")).ShouldBeJson("""{"flow_group": [{"schedule": null}]}""");
    }

    [Fact]
    public async Task SetSchedule_OfAGroupWhoseFlowIsOff_MakesNoRunUntilItIsOn()
    {
        await using var scenario = await Scenario.StartAsync();
        await ScheduleAsync(scenario, new() { ["interval_clocks"] = JsonNode.Parse("""[{"interval": 60}]""") });
        (await TimesAsync(scenario)).ShouldBeEmpty();
        (await scenario.Server.MutateAsync("set_schedule_active", new() { ["flow_id"] = scenario.FlowId }, "success")).ShouldBeJson("""{"success": true}""");
        (await TimesAsync(scenario)).Count.ShouldBe(10);
        await scenario.Server.MutateAsync("set_schedule_inactive", new() { ["flow_id"] = scenario.FlowId }, "success");
        (await TimesAsync(scenario)).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("""{"cron_clocks": [{"cron": "0 6 * *"}]}""", "Invalid clock provided for schedule: ")]
    [InlineData("""{"interval_clocks": [{"interval": 59}]}""", "Invalid clock provided for schedule: ")]
    [InlineData("""{"interval_clocks": [{"interval": -60}]}""", "Invalid clock provided for schedule: ")]
    [InlineData("""{"cron_clocks": []}""", "A schedule needs a clock: send cron_clocks or interval_clocks, or call delete_flow_group_schedule.")]
    [InlineData("{}", "A schedule needs a clock: ")]
    [InlineData("""{"interval_clocks": [{"interval": 60}], "timezone": "Europe/Nowhere"}""", "There is no time zone \"Europe/Nowhere\": use an IANA name, for example Europe/Berlin.")]
    [InlineData("""{"interval_clocks": [{"interval": 60, "parameter_defaults": [1]}]}""", "parameter_defaults must be a JSON object")]
    public async Task SetSchedule_ThatCannotBe_IsRefusedAndChangesNothing(string input, string sentence)
    {
        await using var scenario = await Scenario.StartAsync();
        var schedule = JsonNode.Parse(input)!.AsObject();
        schedule["flow_group_id"] = await GroupAsync(scenario);
        (await scenario.Server.RefusedAsync("set_flow_group_schedule", schedule, "success")).ShouldStartWith(sentence);
        (await scenario.Server.RunAsync("{ flow_group { schedule } }")).ShouldBeJson("""{"flow_group": [{"schedule": null}]}""");
    }

    [Fact]
    public async Task Set_OfAGroupThatDoesNotExist_IsRefused()
    {
        await using var server = await TestServer.StartAsync();
        var none = Guid.NewGuid().ToString();
        var calls = new Dictionary<string, JsonObject>
        {
            ["set_flow_group_default_parameters"] = new() { ["parameters"] = new JsonObject() },
            ["set_flow_group_labels"] = [],
            ["set_flow_group_description"] = [],
            ["set_flow_group_run_config"] = [],
            ["set_flow_group_schedule"] = new() { ["interval_clocks"] = JsonNode.Parse("""[{"interval": 60}]""") },
            ["delete_flow_group_schedule"] = [],
        };
        foreach (var (mutation, input) in calls)
        {
            input["flow_group_id"] = none;
            (await server.RefusedAsync(mutation, input, "success")).ShouldBe($"Flow group not found: {none}.", mutation);
        }
    }

    internal static async Task<string> GroupAsync(Scenario scenario) =>
        (await scenario.Server.RunAsync($"{{ flow_by_pk(id: \"{scenario.FlowId}\") {{ flow_group_id }} }}")).GetProperty("flow_by_pk")
            .GetProperty("flow_group_id").GetString()!;

    private static async Task SetAsync(Scenario scenario, string what, string field, JsonNode? value) => (await scenario.Server.MutateAsync(
        $"set_flow_group_{what}", new() { ["flow_group_id"] = await GroupAsync(scenario), [field] = value }, "success")).ShouldBeJson("""{"success": true}""");

    private static async Task ScheduleAsync(Scenario scenario, JsonObject input)
    {
        input["flow_group_id"] = await GroupAsync(scenario);
        (await scenario.Server.MutateAsync("set_flow_group_schedule", input, "success")).ShouldBeJson("""{"success": true}""");
    }

    private static async Task<IReadOnlyList<string>> TimesAsync(Scenario scenario) =>
        [.. (await scenario.Server.RunAsync("{ flow_run(where: {auto_scheduled: {_eq: true}}, order_by: {scheduled_start_time: asc}) { scheduled_start_time } }"))
            .GetProperty("flow_run").EnumerateArray().Select(r => r.GetProperty("scheduled_start_time").GetString()![..16])];
}
