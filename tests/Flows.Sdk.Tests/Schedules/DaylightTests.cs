namespace Flows.Sdk.Tests.Schedules;

/// <summary>Schedules over both changes of clocks. In Berlin 2021 they are set forward on 28 March at 02:00 and back on 31 October at 03:00.</summary>
public sealed class DaylightTests
{
    private const string Berlin = "Europe/Berlin";
    private static readonly DateTimeOffset BeforeSpring = new(2021, 3, 27, 12, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset BeforeAutumn = new(2021, 10, 30, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Cron_Daily_KeepsItsHourOverBothChanges()
    {
        Local(Schedule.Cron("0 6 * * *", Berlin), 2, BeforeSpring).ShouldBe(["03-28 06:00 +02:00", "03-29 06:00 +02:00"]);
        Local(Schedule.Cron("0 6 * * *", Berlin), 2, BeforeAutumn).ShouldBe(["10-31 06:00 +01:00", "11-01 06:00 +01:00"]);
    }

    [Fact]
    public void Cron_TimeThatIsNotShown_ComesAsMuchLater() =>
        Local(Schedule.Cron("30 2 * * *", Berlin), 2, BeforeSpring).ShouldBe(["03-28 03:30 +02:00", "03-29 02:30 +02:00"]);

    [Fact]
    public void Cron_EveryHalfHourWhenClocksAreSetForward_GoesOnWithoutRepetition() =>
        Local(Schedule.Cron("*/30 * * * *", Berlin), 5, new(2021, 3, 28, 0, 0, 0, TimeSpan.Zero)).ShouldBe(
            ["03-28 01:30 +01:00", "03-28 03:00 +02:00", "03-28 03:30 +02:00", "03-28 04:00 +02:00", "03-28 04:30 +02:00"]);

    [Fact]
    public void Cron_TimeThatIsShownTwice_CountsTheSecondTime() =>
        Local(Schedule.Cron("30 2 * * *", Berlin), 2, BeforeAutumn).ShouldBe(["10-31 02:30 +01:00", "11-01 02:30 +01:00"]);

    [Fact]
    public void Cron_HourlyWhenClocksAreSetBack_HasEachHourOfTheWallClockOnce() =>
        Local(Schedule.Cron("0 * * * *", Berlin), 4, new(2021, 10, 30, 22, 30, 0, TimeSpan.Zero)).ShouldBe(
            ["10-31 01:00 +02:00", "10-31 02:00 +01:00", "10-31 03:00 +01:00", "10-31 04:00 +01:00"]);

    [Fact]
    public void Cron_AskedWithinTheRepeatedHour_HasWhatIsStillToCome() =>
        Local(Schedule.Cron("0,15 2 * * *", Berlin), 2, new(2021, 10, 31, 0, 30, 0, TimeSpan.Zero)).ShouldBe(["10-31 02:00 +01:00", "10-31 02:15 +01:00"]);

    [Fact]
    public void Interval_Daily_KeepsItsHourOverBothChanges()
    {
        var daily = Schedule.Interval(TimeSpan.FromDays(1), new DateTime(2021, 1, 1, 9, 0, 0), Berlin);
        Local(daily, 2, BeforeSpring).ShouldBe(["03-28 09:00 +02:00", "03-29 09:00 +02:00"]);
        Local(daily, 2, BeforeAutumn).ShouldBe(["10-31 09:00 +01:00", "11-01 09:00 +01:00"]);
    }

    [Fact]
    public void Interval_TwelveHours_KeepsTheWallClockFromDayToDay() =>
        Local(Schedule.Interval(TimeSpan.FromHours(12), new DateTime(2021, 3, 27, 9, 0, 0), Berlin), 4, BeforeSpring).ShouldBe(
            ["03-27 21:00 +01:00", "03-28 09:00 +02:00", "03-28 21:00 +02:00", "03-29 09:00 +02:00"]);

    [Fact]
    public void Interval_HourlyInTheNightOfTheChange_GoesOnByTheHour()
    {
        var hourly = Schedule.Interval(TimeSpan.FromHours(1), new DateTime(2021, 10, 31), Berlin);
        Local(hourly, 4, new(2021, 10, 30, 22, 30, 0, TimeSpan.Zero)).ShouldBe(["10-31 01:00 +02:00", "10-31 02:00 +02:00", "10-31 02:00 +01:00", "10-31 03:00 +01:00"]);
        Local(Schedule.Interval(TimeSpan.FromHours(1)), 3, BeforeSpring.AddHours(12)).ShouldBe(["03-28 01:00 +00:00", "03-28 02:00 +00:00", "03-28 03:00 +00:00"]);
    }

    [Fact]
    public void NextWeekday_OverAChange_KeepsTheHour() =>
        Local(Schedule.Dates(Berlin, new DateTime(2021, 3, 27, 9, 0, 0)).Adjust(ScheduleAdjustment.NextWeekday), 1, new(2021, 1, 1, 0, 0, 0, TimeSpan.Zero)).ShouldBe(["03-29 09:00 +02:00"]);

    [Fact]
    public void Filters_OfAClockWithAZone_SeeItsWallClock() =>
        Local(Schedule.Cron("0 * * * *", Berlin).Where(ScheduleFilter.At(new(0, 0))), 2, BeforeSpring).ShouldBe(["03-28 00:00 +01:00", "03-29 00:00 +02:00"]);

    private static IEnumerable<string> Local(Schedule schedule, int count, DateTimeOffset after) => schedule.Next(count, after).Select(e => e.Time.ToString("MM-dd HH:mm zzz", System.Globalization.CultureInfo.InvariantCulture));
}
