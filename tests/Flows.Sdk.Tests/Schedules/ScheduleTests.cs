namespace Flows.Sdk.Tests.Schedules;

/// <summary>How schedules are written, and what is refused.</summary>
public sealed class ScheduleTests
{
    private static readonly DateTimeOffset NewYear = new(2021, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public static TheoryData<string, string> Expressions => new()
    {
        { "30 6 * * *", "2021-01-01 06:30:00" },
        { "15 30 6 * * *", "2021-01-01 06:30:15" },
        { "*/20 * * * * *", "2021-01-01 00:00:20" },
        { "@daily", "2021-01-02 00:00:00" },
        { "0 0 * * MON", "2021-01-04 00:00:00" },
        { "0 0 * * 7", "2021-01-03 00:00:00" },
        { "0 0 * * 5L", "2021-01-29 00:00:00" },
        { "0 0 L * *", "2021-01-31 00:00:00" },
        { "0 0 * * 1#2", "2021-01-11 00:00:00" },
        { "0 0 * FEB *", "2021-02-01 00:00:00" },
    };

    [Theory]
    [MemberData(nameof(Expressions))]
    public void Cron_OfAnyForm_MatchesItsFirstTime(string expression, string first) => First(Schedule.Cron(expression)).ShouldBe(first);

    [Fact]
    public void Cron_DayAndWeekday_MatchEitherOrBothAsAsked()
    {
        First(Schedule.Cron("0 0 13 * FRI")).ShouldBe("2021-01-08 00:00:00");
        First(Schedule.Cron("0 0 13 * FRI", dayOr: false)).ShouldBe("2021-08-13 00:00:00");
        First(Schedule.Cron("0 0 13 * *")).ShouldBe("2021-01-13 00:00:00");
        First(Schedule.Cron("0 0 13 * 0-6")).ShouldBe("2021-01-13 00:00:00");
    }

    [Theory]
    [InlineData("15 30 6 * * 5L", "30 6 * * L5 15")]
    [InlineData("0 9 * * MON-FRI", "0 9 * * MON-FRI")]
    [InlineData("@weekly", "0 0 * * 0")]
    public void ToJson_Cron_HasTheProtocolsOrderOfFields(string written, string stored)
    {
        var json = Schedule.Cron(written).ToJson();

        json.GetProperty("clocks")[0].GetProperty("cron").GetString().ShouldBe(stored);
        Schedule.FromJson(json).Next(5, NewYear).ShouldBe(Schedule.Cron(written).Next(5, NewYear));
    }

    [Fact]
    public void ToJson_ZoneWithoutStart_IsTheSameOnEachDay() => Schedule.Cron("0 6 * * *", "Europe/Berlin").ToJson().GetProperty("clocks")[0].GetProperty("start_date")
        .ShouldBeJson("""{"dt": "2019-01-01T00:00:00", "tz": "Europe/Berlin"}""");

    [Fact]
    public void Start_InUtc_IsTakenToTheZone()
    {
        var schedule = Schedule.Interval(TimeSpan.FromDays(1), new DateTime(2021, 1, 1, 8, 0, 0, DateTimeKind.Utc), "Europe/Berlin");

        schedule.ToJson().GetProperty("clocks")[0].GetProperty("start_date").GetProperty("dt").GetString().ShouldBe("2021-01-01T09:00:00");
        First(schedule).ShouldBe("2021-01-01 08:00:00");
    }

    [Fact]
    public void Filters_OfAllKinds_LetTheirTimesPass()
    {
        var hourly = Schedule.Interval(TimeSpan.FromHours(1));
        First(hourly.Where(ScheduleFilter.Weekends)).ShouldBe("2021-01-02 00:00:00");
        First(hourly.Where(ScheduleFilter.MonthEnd)).ShouldBe("2021-01-31 00:00:00");
        First(hourly.WhereNot(ScheduleFilter.MonthStart)).ShouldBe("2021-01-02 00:00:00");
        First(hourly.Where(ScheduleFilter.On(DayOfWeek.Sunday), ScheduleFilter.At(new(9, 0)))).ShouldBe("2021-01-03 09:00:00");
        First(hourly.Where(ScheduleFilter.On(2, 29))).ShouldBe("none");
        First(hourly.Where(ScheduleFilter.On(12, 24))).ShouldBe("2021-12-24 00:00:00");
        First(hourly.Where(ScheduleFilter.On(NewYear.AddDays(3)))).ShouldBe("2021-01-04 00:00:00");
        First(hourly.Where(ScheduleFilter.Between(NewYear.AddHours(30), NewYear.AddHours(40)))).ShouldBe("2021-01-02 06:00:00");
        First(hourly.Where(ScheduleFilter.Between(new TimeOnly(22, 0), new TimeOnly(0, 0))).WhereNot(ScheduleFilter.At(new(22, 0)))).ShouldBe("2021-01-01 23:00:00");
        First(hourly.Where(ScheduleFilter.BetweenDates(12, 24, 1, 2))).ShouldBe("2021-01-01 01:00:00");
        First(hourly.Where(ScheduleFilter.BetweenDates(12, 24, 1, 2)).WhereNot(ScheduleFilter.BetweenDates(1, 1, 1, 2))).ShouldBe("2021-12-24 00:00:00");
        First(hourly.WhereAny(ScheduleFilter.At(new(9, 0)), ScheduleFilter.At(new(17, 0))).WhereNot(ScheduleFilter.At(new(9, 0)))).ShouldBe("2021-01-01 17:00:00");
    }

    [Fact]
    public void Adjust_Several_FollowEachOther() =>
        First(Schedule.Cron("0 0 2 * *").Adjust(ScheduleAdjustment.Add(TimeSpan.FromHours(-1)), ScheduleAdjustment.NextWeekday, ScheduleAdjustment.Add(TimeSpan.FromMinutes(90)))).ShouldBe("2021-01-02 00:30:00");

    public static TheoryData<Func<Schedule>, string> Refused => new()
    {
        { () => Schedule.Cron("nonsense"), "'nonsense' is no cron expression: it has neither five nor six fields." },
        { () => Schedule.Cron("99 * * * *"), "'99 * * * *' is no cron expression: " },
        { () => Schedule.Cron("H * * * *"), "'H * * * *' is no cron expression: " },
        { () => Schedule.Cron("0 0 30 2 *"), "No day ever matches the cron expression '0 0 30 2 *'" },
        { () => Schedule.Cron("0 0 * * *", "Europe/Berln"), "There is no time zone 'Europe/Berln': use an IANA name" },
        { () => Schedule.Cron("0 0 * * *", ""), "There is no time zone '': use an IANA name" },
        { () => Schedule.Cron("0 0 * * *", "../../etc/passwd"), "There is no time zone '../../etc/passwd'" },
        { () => Schedule.Interval(TimeSpan.FromSeconds(30)), "The interval of a schedule is 00:00:30: it must be at least a minute" },
        { () => Schedule.Interval(TimeSpan.FromHours(1), new DateTime(2022, 1, 1), end: new DateTime(2021, 1, 1)), "The schedule interval 01:00:00 ends at 2021-01-01T00:00:00, before it starts" },
        { () => Schedule.Interval(TimeSpan.FromHours(1), new DateTime(2022, 1, 1, 0, 0, 0, DateTimeKind.Local)), "The start of a schedule, 2022-01-01T00:00:00, is a local time of this machine" },
        { () => Schedule.Dates(), "A schedule of dates has no date" },
        { () => Schedule.Combine(), "Schedule.Combine was given no schedule" },
        { () => Schedule.Combine(Schedule.Cron("@daily").Where(ScheduleFilter.Weekdays)), "Filters and adjustments hold for all clocks of a schedule" },
        { () => Schedule.Cron("@daily").Where(ScheduleFilter.On(2, 30)), "Month 2 has no day 30" },
        { () => Schedule.Cron("@daily").WithParameters(new() { ["f"] = () => 1 }), "The value of parameter 'f' cannot travel in a schedule" },
    };

    [Theory]
    [MemberData(nameof(Refused))]
    public void Schedule_ThatCannotBe_IsRefusedInASentence(Func<Schedule> write, string sentence) => Should.Throw<ScheduleException>(write).Message.ShouldStartWith(sentence);

    private static string First(Schedule schedule) => schedule.Next(1, NewYear) is [var next] ? next.Time.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss", System.Globalization.CultureInfo.InvariantCulture) : "none";
}
