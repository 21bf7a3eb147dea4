using System.Text.Json;
using CsCheck;

namespace Flows.Sdk.Tests.Schedules;

/// <summary>The next events of schedules beside those that the original made.</summary>
public sealed class ScheduleEventsTests
{
    private static readonly JsonElement Original = Fixtures.Read("13_schedule_events.json");

    public static TheoryData<string> Cases => [.. Original.EnumerateObject().Select(p => p.Name).Where(n => !n.StartsWith("rrule", StringComparison.Ordinal))];

    [Theory]
    [MemberData(nameof(Cases))]
    public void Next_ScheduleOfTheOriginal_MakesItsEvents(string name)
    {
        var recorded = Original.GetProperty(name);
        var schedule = Schedule.FromJson(recorded.GetProperty("schedule"));

        var events = schedule.Next(12, recorded.GetProperty("after").GetDateTimeOffset());

        // Where its scheduler drops an event of its own clock, the clock is right.
        var times = recorded.TryGetProperty("clock_events_utc", out var clock) && clock.ValueKind == JsonValueKind.Array
            ? clock.EnumerateArray().Select(t => t.GetDateTimeOffset())
            : recorded.GetProperty("events").EnumerateArray().Select(e => e.GetProperty("start_time_utc").GetDateTimeOffset());
        events.Select(e => e.Time).ShouldBe(times);
        if (name == "interval_hourly_new_york") return;
        foreach (var (made, expected) in events.Zip(recorded.GetProperty("events").EnumerateArray()))
        {
            JsonSerializer.SerializeToElement(made.Labels).ShouldBeJson(expected.GetProperty("labels"));
            JsonSerializer.SerializeToElement(made.ParameterDefaults).ShouldBeJson(expected.GetProperty("parameter_defaults"));
        }
    }

    [Fact]
    public void Next_FiltersThatLetNothingPass_EndsAfterTenThousandTimes() =>
        Schedule.Interval(TimeSpan.FromMinutes(1)).Where(ScheduleFilter.Weekdays).WhereNot(ScheduleFilter.Weekdays).Next(1, DateTimeOffset.UnixEpoch).ShouldBeEmpty();

    [Fact]
    public void Next_TwoClocksOfOneTimeAndNothingElse_MakeOneEvent()
    {
        var daily = Schedule.Cron("0 6 * * *");

        Schedule.Combine(daily, Schedule.Interval(TimeSpan.FromDays(1), new DateTime(2021, 1, 1, 6, 0, 0))).Next(2, Utc(2021, 1, 1)).Select(e => e.Time)
            .ShouldBe([Utc(2021, 1, 1, 6), Utc(2021, 1, 2, 6)]);
        Schedule.Combine(daily, daily.WithLabels("a")).Next(2, Utc(2021, 1, 1)).Select(e => e.Time).ShouldBe([Utc(2021, 1, 1, 6), Utc(2021, 1, 1, 6)]);
    }

    [Fact]
    public void Next_ParametersAndLabelsOfEachClock_StandInItsEvents()
    {
        var schedule = Schedule.Combine(
            Schedule.Cron("0 6 * * *").WithParameters(new() { ["region"] = "eu", ["rows"] = 5 }).WithLabels("big", "eu"),
            Schedule.Cron("0 7 * * *").WithLabels());

        var events = schedule.Next(2, Utc(2021, 1, 1));

        events[0].ParameterDefaults["region"].GetString().ShouldBe("eu");
        events[0].ParameterDefaults["rows"].GetInt32().ShouldBe(5);
        events[0].Labels.ShouldBe(["big", "eu"]);
        events[1].ParameterDefaults.ShouldBeEmpty();
        events[1].Labels.ShouldBe([]);
    }

    [Fact]
    public void Next_AfterTheLastDate_IsEmpty() => Schedule.Dates(Utc(2021, 1, 1)).Next(3, Utc(2021, 1, 1)).ShouldBeEmpty();

    [Fact]
    public void Next_ClockWithEnd_HasItAsLast() =>
        Schedule.Cron("0 0 * * *", end: new DateTime(2021, 1, 3)).Next(9, Utc(2021, 1, 1)).Select(e => e.Time).ShouldBe([Utc(2021, 1, 2), Utc(2021, 1, 3)]);

    [Fact]
    public void Next_StartOnATick_CountsItself()
    {
        Schedule.Cron("0 0 * * *", start: new DateTime(2021, 1, 1)).Next(1, Utc(2020, 1, 1)).Single().Time.ShouldBe(Utc(2021, 1, 1));
        Schedule.Interval(TimeSpan.FromHours(5), new DateTime(2021, 1, 1)).Next(1, Utc(2020, 1, 1)).Single().Time.ShouldBe(Utc(2021, 1, 1));
    }

    [Fact]
    public void Next_AfterWithinASecond_HasTheNextWholeOne() =>
        Schedule.Cron("0 8 * * *").Next(1, Utc(2021, 1, 1, 7).AddMinutes(59).AddSeconds(59.5)).Single().Time.ShouldBe(Utc(2021, 1, 1, 8));

    [Fact]
    public void Next_AnyIntervalAndInstant_IsStrictlyLaterAndAscending() =>
        Gen.Select(Gen.Int[60, 400_000], Gen.Int[0, 800_000], Gen.Int[0, 3]).Sample((seconds, minutes, place) =>
        {
            var zone = ((string[])["UTC", "America/New_York", "Europe/Berlin", "Australia/Lord_Howe"])[place];
            var after = Utc(2021, 1, 1).AddMinutes(minutes);
            var times = Schedule.Interval(TimeSpan.FromSeconds(seconds), new DateTime(2021, 1, 1), zone).Next(5, after).Select(e => e.Time).ToList();

            times[0].ShouldBeGreaterThan(after);
            times.Zip(times.Skip(1)).ShouldAllBe(p => p.First < p.Second);
            Schedule.Interval(TimeSpan.FromSeconds(seconds), new DateTime(2021, 1, 1), zone).Next(4, times[0]).Select(e => e.Time).ShouldBe(times.Skip(1));
        });

    private static DateTimeOffset Utc(int year, int month, int day, int hour = 0) => new(year, month, day, hour, 0, 0, TimeSpan.Zero);
}
