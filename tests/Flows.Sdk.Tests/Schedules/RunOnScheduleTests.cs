using Flows.States;
using Flows.Testing;
using Microsoft.Extensions.Time.Testing;

namespace Flows.Sdk.Tests.Schedules;

/// <summary>Runs at the desk, at the times of a schedule, in time that does not pass.</summary>
public sealed class RunOnScheduleTests
{
    private static readonly DateTimeOffset NewYear = new(2021, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private readonly VirtualTime clock = new(NewYear);

    [Fact]
    public async Task RunOnScheduleAsync_Daily_RunsOnceADayWithTheValuesOfTheClock()
    {
        var flow = Define().WithSchedule(Schedule.Combine(
            Schedule.Cron("0 6 * * *").WithParameters(new() { ["region"] = "eu" }),
            Schedule.Cron("0 18 * * *").WithParameters(new() { ["region"] = "us", ["rows"] = 7 })));
        var runs = new List<string>();

        await TakeAsync();

        runs.ShouldBe(["01 06 eu 2", "01 18 us 7", "02 06 eu 2"]);

        async Task TakeAsync()
        {
            await foreach (var state in flow.RunOnScheduleAsync(new() { ["rows"] = 2 }, new() { TimeProvider = clock }, TestContext.Current.CancellationToken))
            {
                runs.Add($"{clock.GetUtcNow():dd HH} {state.Result(flow.Output)}");
                if (runs.Count == 3) break;
            }
        }
    }

    [Fact]
    public async Task RunOnScheduleAsync_ScheduleEnds_EndsToo()
    {
        var flow = Define().WithSchedule(Schedule.Dates(NewYear.AddDays(100), NewYear.AddDays(1)));

        var states = await ListAsync(flow.RunOnScheduleAsync(new() { ["region"] = "eu" }, new() { TimeProvider = clock }));

        states.Count.ShouldBe(2);
        states.ShouldAllBe(s => s.State is Success);
    }

    [Fact]
    public async Task RunOnScheduleAsync_RunLongerThanTheDistance_LeavesOutWhatPassed()
    {
        var starts = new List<DateTimeOffset>();
        var flow = Flow.Define("Slow", f => f.Task("work", async () =>
        {
            starts.Add(clock.GetUtcNow());
            await Task.Delay(TimeSpan.FromMinutes(150), clock);
        })).WithSchedule(Schedule.Interval(TimeSpan.FromHours(1), end: new DateTime(2021, 1, 1, 6, 0, 0)));

        await ListAsync(flow.RunOnScheduleAsync(options: new() { TimeProvider = clock }));

        starts.ShouldBe([NewYear.AddHours(1), NewYear.AddHours(4)]);
    }

    [Fact]
    public async Task RunOnScheduleAsync_TimesMovedToOne_AreOneRun()
    {
        // 2 and 3 January 2021 are a weekend: both move to Monday, which has a time of its own.
        var flow = Define().WithSchedule(Schedule.Dates(NewYear.AddDays(1), NewYear.AddDays(2), NewYear.AddDays(3)).Adjust(ScheduleAdjustment.NextWeekday));

        (await ListAsync(flow.RunOnScheduleAsync(new() { ["region"] = "eu" }, new() { TimeProvider = clock }))).Count.ShouldBe(1);
    }

    [Fact]
    public async Task RunOnScheduleAsync_CancelledWhileItWaits_EndsWithoutARun()
    {
        using var cancellation = new CancellationTokenSource();
        var flow = Define().WithSchedule(Schedule.Cron("0 6 * * *"));
        var runs = ListAsync(flow.RunOnScheduleAsync(new() { ["region"] = "eu" }, new() { TimeProvider = new FakeTimeProvider(NewYear) }, cancellation.Token));

        await cancellation.CancelAsync();

        (await runs).ShouldBeEmpty();
    }

    [Fact]
    public void RunOnScheduleAsync_WhatCannotRun_IsRefusedBeforeItWaits()
    {
        Should.Throw<FlowDefinitionException>(() => Define().RunOnScheduleAsync()).Message.ShouldBe(
            "Flow 'F' has no schedule: give it one, as in .WithSchedule(Schedule.Cron(\"0 6 * * *\")).");
        var flow = Define().WithSchedule(Schedule.Cron("@daily"));
        Should.Throw<FlowParameterException>(() => flow.RunOnScheduleAsync()).Message.ShouldStartWith(
            "Flow 'F' needs a value for its parameter 'region', but the schedule cron \"0 0 * * *\" gives none: give it one with .WithParameters(");
        Should.Throw<FlowParameterException>(() => flow.RunOnScheduleAsync(new() { ["regoin"] = "eu" })).Message.ShouldStartWith("Flow 'F' has no parameter 'regoin'");
        Should.Throw<FlowParameterException>(() => flow.RunOnScheduleAsync(new() { ["region"] = "eu", ["rows"] = "many" })).Message.ShouldStartWith("Parameter 'rows' of flow 'F' takes int");
        var ended = Define().WithSchedule(Schedule.Dates(NewYear));
        Should.Throw<ScheduleException>(() => ended.RunOnScheduleAsync(new() { ["region"] = "eu" }, new() { TimeProvider = clock })).Message.ShouldBe(
            "The schedule of flow 'F' (dates 2021-01-01T00:00:00) has no time after 2021-01-01 00:00:00Z: nothing is left to run.");
    }

    [Fact]
    public void WithSchedule_ValuesThatDoNotFit_AreRefused()
    {
        Should.Throw<FlowDefinitionException>(() => Define().WithSchedule(Schedule.Cron("@daily").WithParameters(new() { ["rows"] = "many" }))).Message.ShouldStartWith(
            "The schedule cron \"0 0 * * *\" does not fit flow 'F': Parameter 'rows' of flow 'F' takes int");
        Should.Throw<FlowDefinitionException>(() => Define().WithSchedule(Schedule.Cron("@daily").WithParameters(new() { ["row"] = 1 }))).Message.ShouldContain("has no parameter 'row'");
    }

    private static Flow<TaskResult<string>> Define() => Flow.Define("F", f => (f.Parameter<string>("region"), f.Parameter("rows", 1)).Then("text", (region, rows) => $"{region} {rows}"));

    private static async Task<List<FlowState>> ListAsync(IAsyncEnumerable<FlowState> runs)
    {
        var list = new List<FlowState>();
        await foreach (var run in runs) list.Add(run);
        return list;
    }
}
