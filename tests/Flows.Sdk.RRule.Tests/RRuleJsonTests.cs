using System.Text.Json;
using Flows.RRule;

namespace Flows.Sdk.RRule.Tests;

public sealed class RRuleJsonTests
{
    private static readonly DateTime Start = new(2021, 1, 1, 6, 0, 0);

    [Theory]
    [InlineData("rrule")]
    [InlineData("rrule_set")]
    public void ToJson_ScheduleOfTheOriginal_IsWrittenBackAsItWas(string name)
    {
        var original = Fixtures.Read("13_schedule_events.json").GetProperty(name).GetProperty("schedule");

        RRuleSchedule.FromJson(original).ToJson().ShouldBeJson(original);
    }

    [Fact]
    public void FromJson_FlowOfTheOriginalWithAllClocks_IsReadAndWrittenBack()
    {
        var original = Fixtures.Read("05_schedules.json").GetProperty("schedule");

        var schedule = RRuleSchedule.FromJson(original);

        schedule.ToJson().ShouldBeJson(original);
        schedule.Next(1, new DateTimeOffset(2041, 1, 1, 0, 0, 0, TimeSpan.Zero)).Single().Time.ShouldBe(new DateTimeOffset(2041, 1, 1, 14, 0, 0, TimeSpan.Zero));
    }

    [Fact]
    public void ToJson_RuleInAZone_HasItsOffsetForTheOriginalAndItsNameForUs()
    {
        var clock = Schedule.RRule("FREQ=DAILY;UNTIL=20210701T000000", Start, "Europe/Berlin").ToJson().GetProperty("clocks")[0];

        clock.GetProperty("flows_time_zone").GetString().ShouldBe("Europe/Berlin");
        clock.GetProperty("start_date").ShouldBeJson(JsonElement.Parse("""{"dt": "2021-01-01T06:00:00", "tz": "Europe/Berlin"}"""));
        clock.GetProperty("rrule_obj").ShouldBeJson(JsonElement.Parse(
            """
            {"type": "rrule", "rr": "DTSTART:20210101T060000\nRRULE:FREQ=DAILY;UNTIL=20210701T000000", "_dtstart": "2021-01-01T06:00:00+01:00",
             "_until": "2021-07-01T00:00:00+02:00", "__version__": "1.4.1"}
            """));
    }

    [Theory]
    [InlineData("FREQ=DAILY;COUNT=200")]
    [InlineData("FREQ=DAILY;UNTIL=20210401T060000")]
    [InlineData("DTSTART:20210101T060000\nRRULE:FREQ=WEEKLY;BYDAY=SU\nEXRULE:FREQ=MONTHLY;BYDAY=1SU\nRDATE:20210401T120000\nEXDATE:20210411T060000")]
    public void ToJson_AnyRules_ComeBackTheSame(string rule)
    {
        var schedule = Schedule.RRule(rule, rule.StartsWith("DTSTART", StringComparison.Ordinal) ? null : Start, "Europe/Berlin").WithLabels("a");

        var again = RRuleSchedule.FromJson(schedule.ToJson());

        again.ToJson().ShouldBeJson(schedule.ToJson());
        again.Next(20, new DateTimeOffset(2021, 3, 20, 0, 0, 0, TimeSpan.Zero)).ShouldBe(schedule.Next(20, new DateTimeOffset(2021, 3, 20, 0, 0, 0, TimeSpan.Zero)));
    }

    [Fact]
    public void FromJson_StartWithAnOffset_KeepsThatOffset()
    {
        var json = JsonElement.Parse(
            """
            {"clocks": [{"type": "RRuleClock", "rrule_obj": {"type": "rrule", "rr": "DTSTART:20210101T060000\nRRULE:FREQ=DAILY", "_dtstart": "2021-01-01T06:00:00-05:00", "_until": null}}]}
            """);

        RRuleSchedule.FromJson(json).Next(1, new DateTimeOffset(2021, 7, 1, 0, 0, 0, TimeSpan.Zero)).Single().Time.ShouldBe(new DateTimeOffset(2021, 7, 1, 6, 0, 0, TimeSpan.FromHours(-5)));
    }

    public static TheoryData<Func<Schedule>, string> Refused => new()
    {
        { () => Schedule.RRule("FREQ=DAYLY", Start), "'FREQ=DAYLY' is no recurrence rule: " },
        { () => Schedule.RRule("nonsense", Start), "'nonsense' is no recurrence rule: " },
        { () => Schedule.RRule("FREQ=YEARLY;BYEASTER=0", Start), "'FREQ=YEARLY;BYEASTER=0' is no recurrence rule: " },
        { () => Schedule.RRule("FREQ=DAILY"), "Nothing says where the recurrence rule 'FREQ=DAILY' starts" },
        { () => Schedule.RRule("", Start), "A schedule by recurrence rules has no rule and no date" },
        { () => Schedule.RRule("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30", Start), "No time ever matches the recurrence rule 'FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30'" },
        { () => Schedule.RRule("FREQ=DAILY;UNTIL=soon", Start), "'soon' is no time of a recurrence rule" },
        { () => Schedule.RRule("SUMMARY:x", Start), "A recurrence rule has a line 'SUMMARY'" },
        { () => Schedule.RRule("DTSTART;TZID=Europe/Berlin:20210101T060000\nRRULE:FREQ=DAILY"), "A recurrence rule has the line 'DTSTART;TZID=Europe/Berlin:20210101T060000': leave out" },
        { () => Schedule.RRule("FREQ=DAILY", Start, "Mars/Olympus"), "There is no time zone 'Mars/Olympus'" },
        { () => Schedule.RRule("FREQ=DAILY", Start, end: new DateTime(2020, 1, 1)), "The schedule rrule \"FREQ=DAILY\" ends at 2020-01-01T00:00:00, before it starts" },
        { () => RRuleSchedule.FromJson(JsonElement.Parse("""{"clocks": [{"type": "RRuleClock", "rrule_obj": {"type": "rrule"}}]}""")), "The recurrence rule of a stored schedule is not readable" },
        { () => RRuleSchedule.FromJson(JsonElement.Parse("""{"clocks": [{"type": "RRuleClock", "rrule_obj": []}]}""")), "The recurrence rule of a stored schedule is not readable" },
        { () => RRuleSchedule.FromJson(JsonElement.Parse("""{"clocks": [{"type": "SunClock"}]}""")), "A stored schedule has a clock of kind 'SunClock', which is not known here." },
    };

    [Theory]
    [MemberData(nameof(Refused))]
    public void RRule_ThatCannotBe_IsRefusedInASentence(Func<Schedule> write, string sentence) => Should.Throw<ScheduleException>(write).Message.ShouldStartWith(sentence);
}
