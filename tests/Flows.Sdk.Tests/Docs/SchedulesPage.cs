using Flows.Testing;

namespace Flows.Sdk.Tests.Docs;

/// <summary>The code of docs/schedules.md; a house test compares them.</summary>
public sealed class SchedulesPage
{
    private static readonly DateTimeOffset NewYear = new(2021, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Cron_InAZone_HasWeekdaysAtSix()
    {
        var flow = Report().WithSchedule(Schedule.Cron("0 6 * * MON-FRI", "Europe/Berlin"));

        flow.Schedule!.Next(1, NewYear.AddDays(1)).Single().Time.ShouldBe(new DateTimeOffset(2021, 1, 4, 6, 0, 0, TimeSpan.FromHours(1)));
    }

    [Fact]
    public void Cron_DayAndWeekday_AreEitherOrBoth()
    {
        var either = Schedule.Cron("0 0 13 * FRI");                 // each 13th and each Friday
        var both = Schedule.Cron("0 0 13 * FRI", dayOr: false);     // each Friday the 13th

        either.Next(1, NewYear).Single().Time.ShouldBe(NewYear.AddDays(7));
        both.Next(1, NewYear).Single().Time.ShouldBe(new DateTimeOffset(2021, 8, 13, 0, 0, 0, TimeSpan.Zero));
    }

    [Fact]
    public void Combine_TwoClocks_KeepTheirValuesAndLabels()
    {
        var schedule = Schedule.Combine(
            Schedule.Cron("0 6 * * *").WithParameters(new() { ["region"] = "eu" }),
            Schedule.Cron("0 18 * * *").WithParameters(new() { ["region"] = "us" }).WithLabels("big"));

        schedule.Next(2, NewYear).Select(e => (e.ParameterDefaults["region"].GetString(), e.Labels?.Count)).ShouldBe([("eu", null), ("us", 1)]);
    }

    [Fact]
    public void Filters_AndAdjustments_AreFollowed()
    {
        var schedule = Schedule.Interval(TimeSpan.FromHours(1))
            .Where(ScheduleFilter.Weekdays)                                                       // all of these
            .WhereAny(ScheduleFilter.At(new(9, 0)), ScheduleFilter.At(new(17, 0)))                // one of these
            .WhereNot(ScheduleFilter.BetweenDates(12, 24, 1, 6), ScheduleFilter.MonthEnd)         // none of these
            .Adjust(ScheduleAdjustment.Add(TimeSpan.FromMinutes(5)), ScheduleAdjustment.NextWeekday);

        schedule.Next(1, NewYear).Single().Time.ShouldBe(new DateTimeOffset(2021, 1, 7, 9, 5, 0, TimeSpan.Zero));
    }

    [Fact]
    public void Next_OfASchedule_HasItsTimes()
    {
        var schedule = Schedule.Cron("@daily");
        foreach (var due in schedule.Next(10, after: new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero))) Console.WriteLine(due.Time);

        schedule.Next(10, NewYear).Count.ShouldBe(10);
    }

    [Fact]
    public async Task RunOnSchedule_InVirtualTime_TakesNoTime()
    {
        var runs = new List<DateTimeOffset>();
        var flow = Report().WithSchedule(Schedule.Cron("0 6 * * *"));

        var clock = new VirtualTime(new DateTimeOffset(2021, 1, 1, 0, 0, 0, TimeSpan.Zero));
        await foreach (var state in flow.RunOnScheduleAsync(options: new() { TimeProvider = clock }))
        {
            runs.Add(clock.GetUtcNow());
            if (runs.Count == 3) break;
        }

        runs.ShouldBe([NewYear.AddHours(6), NewYear.AddHours(30), NewYear.AddHours(54)]);
    }

    /// <summary>It would wait for a real clock, so it is only compiled.</summary>
    internal static async Task RunAtTheDeskAsync(Flow flow)
    {
        await foreach (var state in flow.RunOnScheduleAsync()) Console.WriteLine(state);
    }

    private static Flow Report() => Flow.Define("Report", f => { f.Task("write", () => { }); });
}
