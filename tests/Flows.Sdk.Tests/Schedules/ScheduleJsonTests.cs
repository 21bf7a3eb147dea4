using System.Text.Json;
using Flows.Wire;

namespace Flows.Sdk.Tests.Schedules;

public sealed class ScheduleJsonTests
{
    public static TheoryData<string> Cases => [.. Fixtures.Read("13_schedule_events.json").EnumerateObject().Select(p => p.Name)];

    [Theory]
    [MemberData(nameof(Cases))]
    public void Document_OfTheOriginal_IsWrittenBackAsItWas(string name)
    {
        var original = Fixtures.Read("13_schedule_events.json").GetProperty(name).GetProperty("schedule");

        ScheduleDocument.FromJson(original).ToJson().ShouldBeJson(original);
        if (!name.StartsWith("rrule", StringComparison.Ordinal)) Schedule.FromJson(original).ToJson().ShouldBeJson(original);
    }

    [Fact]
    public void ToJson_ScheduleWrittenHere_IsWhatTheOriginalWrites()
    {
        var schedule = Schedule.Combine(
                Schedule.Interval(TimeSpan.FromMinutes(30), Date(2021, 1, 1), end: Date(2041, 1, 1)).WithLabels("interval").WithParameters(new() { ["x"] = 2 }),
                Schedule.Cron("0 9 * * MON-FRI", "America/New_York", start: new DateTime(2021, 3, 12, 9, 0, 0)),
                Schedule.Dates(new DateTimeOffset(2031, 1, 1, 0, 0, 0, TimeSpan.Zero)))
            .Where(ScheduleFilter.Weekdays)
            .WhereNot(ScheduleFilter.MonthEnd)
            .Adjust(ScheduleAdjustment.NextWeekday);

        var original = System.Text.Json.Nodes.JsonObject.Create(Fixtures.Read("05_schedules.json").GetProperty("schedule"))!;
        original["clocks"]!.AsArray().RemoveAt(3); // the recurrence rule, which has a package of its own
        schedule.ToJson().ShouldBeJson(original.ToJsonString());
    }

    [Fact]
    public void FlowDocument_WithScheduleOfTheOriginal_IsWrittenBackAsItWas()
    {
        var original = Fixtures.Read("05_schedules.json");

        FlowDocument.FromJson(original).ToJson().ShouldBeJson(original);
    }

    [Fact]
    public void FromJson_ScheduleOfTheServer_NeedsNoArraysAndMayHaveAType()
    {
        var schedule = Schedule.FromJson(JsonElement.Parse("""{"type": "Schedule", "clocks": [{"type": "CronClock", "cron": "0 6 * * *"}]}"""));

        schedule.Next(1, DateTimeOffset.UnixEpoch).Single().Time.ShouldBe(DateTimeOffset.UnixEpoch.AddHours(6));
        schedule.ToJson().GetProperty("clocks")[0].GetProperty("day_or").GetBoolean().ShouldBeTrue();
    }

    [Theory]
    [InlineData("""{"clocks": []}""", "A stored schedule has no clock")]
    [InlineData("[]", "That is no stored schedule: ")]
    [InlineData("""{"clocks": [{"type": "CronClock"}]}""", "That is no stored schedule: ")]
    [InlineData("""{"clocks": [{"type": "SunClock"}]}""", "A stored schedule has a clock of kind 'SunClock', which is not known here.")]
    [InlineData("""{"clocks": [{"type": "RRuleClock", "rrule_obj": {}}]}""", "A stored schedule has a clock of kind 'RRuleClock', which is not known here: read it with RRuleSchedule.FromJson")]
    [InlineData("""{"clocks": [{"type": "IntervalClock", "interval": 1000000}]}""", "The interval of a schedule is 00:00:01")]
    [InlineData("""{"clocks": [{"type": "IntervalClock", "interval": 9223372036854775807}]}""", "The interval of a stored schedule, 9223372036854775807 microseconds, is longer than the calendar.")]
    [InlineData("""{"clocks": [{"type": "DatesClock", "dates": [{"dt": "soon", "tz": "UTC"}]}]}""", "'soon' is no time of a schedule")]
    [InlineData("""{"clocks": [{"type": "CronClock", "cron": "0 6 * * *"}], "filters": [{"fn": "my.filter", "kwargs": {}}]}""", "The filter 'my.filter' of a stored schedule is not known")]
    [InlineData("""{"clocks": [{"type": "CronClock", "cron": "0 6 * * *"}], "filters": [{"fn": "prefect.schedules.filters.at_time", "kwargs": {"t": "9"}}]}""", "'prefect.schedules.filters.at_time' of a stored schedule needs the value 't'")]
    [InlineData("""{"clocks": [{"type": "CronClock", "cron": "0 6 * * *"}], "adjustments": [{"fn": "my.add", "kwargs": {}}]}""", "The adjustment 'my.add' of a stored schedule is not known")]
    public void FromJson_WhatIsNoSchedule_IsRefusedInASentence(string json, string sentence) =>
        Should.Throw<ScheduleException>(() => Schedule.FromJson(JsonElement.Parse(json))).Message.ShouldStartWith(sentence);

    [Fact]
    public void ToJson_FiltersOfAllKinds_ComeBackTheSame()
    {
        var time = new DateTimeOffset(2021, 5, 1, 9, 30, 0, TimeSpan.FromHours(2));
        var schedule = Schedule.Cron("@hourly")
            .WhereAny(
                ScheduleFilter.Weekends, ScheduleFilter.MonthStart, ScheduleFilter.On(DayOfWeek.Sunday), ScheduleFilter.On(time), ScheduleFilter.On(2, 29),
                ScheduleFilter.At(new(9, 30, 15, 250)), ScheduleFilter.Between(time, time.AddDays(1)), ScheduleFilter.Between(new TimeOnly(22, 0), new TimeOnly(4, 0)),
                ScheduleFilter.BetweenDates(12, 24, 1, 6))
            .Adjust(ScheduleAdjustment.Add(TimeSpan.FromSeconds(90.5)));

        var json = schedule.ToJson();

        Schedule.FromJson(json).ToJson().ShouldBeJson(json);
        json.GetProperty("or_filters")[2].GetProperty("kwargs").ShouldBeJson("""{"day_of_week": 6}""");
        json.GetProperty("or_filters")[3].GetProperty("kwargs").ShouldBeJson("""{"dt": "//datetime:2021-05-01T09:30:00+02:00"}""");
        json.GetProperty("or_filters")[5].GetProperty("kwargs").ShouldBeJson("""{"t": "//time:09:30:15.250000"}""");
        json.GetProperty("adjustments")[0].GetProperty("kwargs").ShouldBeJson("""{"interval": "//timedelta:90.5"}""");
    }

    private static DateTime Date(int year, int month, int day) => new(year, month, day);
}
