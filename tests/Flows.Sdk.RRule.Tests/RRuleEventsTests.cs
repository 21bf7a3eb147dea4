using System.Globalization;
using Flows.RRule;

namespace Flows.Sdk.RRule.Tests;

/// <summary>The times of recurrence rules beside those of other programs, and over changes of clocks.</summary>
public sealed class RRuleEventsTests
{
    private const string Berlin = "Europe/Berlin";
    private static readonly DateTime Start = new(2021, 1, 1, 6, 0, 0);
    private static readonly DateTimeOffset NewYear = new(2021, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public static TheoryData<string, string> Rules => new(Fixtures.Read("rules.json").EnumerateArray().Select(r => (r.GetProperty("rule").GetString()!, r.GetProperty("after").GetString()!)));

    [Theory]
    [InlineData("rrule")]
    [InlineData("rrule_set")]
    public void Next_ScheduleOfTheOriginal_MakesItsEvents(string name)
    {
        var recorded = Fixtures.Read("13_schedule_events.json").GetProperty(name);

        var events = RRuleSchedule.FromJson(recorded.GetProperty("schedule")).Next(12, recorded.GetProperty("after").GetDateTimeOffset());

        events.Select(e => e.Time).ShouldBe(recorded.GetProperty("events").EnumerateArray().Select(e => e.GetProperty("start_time_utc").GetDateTimeOffset()));
        events.ShouldAllBe(e => e.Labels == null && e.ParameterDefaults.Count == 0);
    }

    [Theory]
    [MemberData(nameof(Rules))]
    public void Next_RuleOfAnyKind_HasTheTimesOfDateutil(string rule, string after)
    {
        var expected = Fixtures.Read("rules.json").EnumerateArray().Single(r => r.GetProperty("rule").GetString() == rule && r.GetProperty("after").GetString() == after);

        Schedule.RRule(rule, Start).Next(10, DateTimeOffset.Parse(after, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal)).Select(e => e.Time.UtcDateTime)
            .ShouldBe(expected.GetProperty("times").EnumerateArray().Select(t => t.GetDateTime()));
    }

    [Fact]
    public void Next_DailyInAZone_KeepsItsHourOverBothChanges()
    {
        var daily = Schedule.RRule("FREQ=DAILY", Start, Berlin);
        Local(daily, 2, new(2021, 3, 27, 12, 0, 0, TimeSpan.Zero)).ShouldBe(["03-28 06:00 +02:00", "03-29 06:00 +02:00"]);
        Local(daily, 2, new(2021, 10, 30, 12, 0, 0, TimeSpan.Zero)).ShouldBe(["10-31 06:00 +01:00", "11-01 06:00 +01:00"]);
    }

    [Fact]
    public void Next_TimesThatAreNotShownOrShownTwice_CountOnceAndLater()
    {
        var night = Schedule.RRule("FREQ=DAILY;BYHOUR=2;BYMINUTE=30", Start, Berlin);
        Local(night, 2, new(2021, 3, 27, 12, 0, 0, TimeSpan.Zero)).ShouldBe(["03-28 03:30 +02:00", "03-29 02:30 +02:00"]);
        Local(night, 2, new(2021, 10, 30, 12, 0, 0, TimeSpan.Zero)).ShouldBe(["10-31 02:30 +01:00", "11-01 02:30 +01:00"]);
    }

    [Fact]
    public void Next_LinesOfRulesAndDates_AreOneSchedule() =>
        Local(Schedule.RRule(
            """
            DTSTART:20210101T060000
            RRULE:FREQ=WEEKLY;BYDAY=MO
            RRULE:FREQ=MONTHLY;BYMONTHDAY=6
            RDATE:20210107T060000,20210108T060000
            EXRULE:FREQ=MONTHLY;BYMONTHDAY=11
            EXDATE:20210108T060000
            """), 4, NewYear).ShouldBe(["01-04 06:00 +00:00", "01-06 06:00 +00:00", "01-07 06:00 +00:00", "01-18 06:00 +00:00"]);

    [Fact]
    public void Next_EndOfARule_MayBeInUtc() =>
        Local(Schedule.RRule("RRULE:FREQ=DAILY;UNTIL=20210102T050000Z", Start, Berlin), 5, NewYear).ShouldBe(["01-01 06:00 +01:00", "01-02 06:00 +01:00"]);

    [Fact]
    public void Next_EndOfTheSchedule_IsTheLastThatCounts() =>
        Local(Schedule.RRule("FREQ=DAILY", Start, Berlin, new DateTime(2021, 1, 2, 6, 0, 0)), 5, NewYear).ShouldBe(["01-01 06:00 +01:00", "01-02 06:00 +01:00"]);

    [Fact]
    public void Combine_WithOtherClocks_MergesThem() =>
        Local(Schedule.Combine(Schedule.RRule("FREQ=MONTHLY;BYMONTHDAY=-1", Start), Schedule.Cron("0 0 1 2 *")), 3, NewYear).ShouldBe(["01-31 06:00 +00:00", "02-01 00:00 +00:00", "02-28 06:00 +00:00"]);

    private static IEnumerable<string> Local(Schedule schedule, int count, DateTimeOffset after) => schedule.Next(count, after).Select(e => e.Time.ToString("MM-dd HH:mm zzz", CultureInfo.InvariantCulture));
}
