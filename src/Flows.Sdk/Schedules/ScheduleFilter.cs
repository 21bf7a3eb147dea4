using System.Text.Json;
using Flows.Schedules;
using Flows.Wire;

namespace Flows;

/// <summary>
/// Lets some times of a schedule pass. What it looks at is the wall clock of the time's own zone, before any adjustment; see
/// <see cref="Schedule.Where"/>, <see cref="Schedule.WhereAny"/> and <see cref="Schedule.WhereNot"/>.
/// </summary>
public sealed class ScheduleFilter
{
    private readonly Func<DateTimeOffset, bool> passes;

    private ScheduleFilter(string name, Func<DateTimeOffset, bool> passes, params ReadOnlySpan<(string Name, JsonElement Value)> values)
    {
        this.passes = passes;
        var kwargs = new Dictionary<string, JsonElement>();
        foreach (var (key, value) in values) kwargs[key] = value;
        Document = new() { Fn = FilterDocuments.Prefix + name, Kwargs = kwargs };
    }

    /// <summary>Monday to Friday.</summary>
    public static ScheduleFilter Weekdays { get; } = new("is_weekday", t => t.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday));

    /// <summary>Saturday and Sunday.</summary>
    public static ScheduleFilter Weekends { get; } = new("is_weekend", t => t.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday);

    /// <summary>The first day of each month.</summary>
    public static ScheduleFilter MonthStart { get; } = new("is_month_start", t => t.Day == 1);

    /// <summary>The last day of each month.</summary>
    public static ScheduleFilter MonthEnd { get; } = new("is_month_end", t => t.Day == DateTime.DaysInMonth(t.Year, t.Month));

    internal FunctionDocument Document { get; }

    /// <summary>One day of each week.</summary>
    /// <param name="day">The day.</param>
    /// <returns>The filter.</returns>
    public static ScheduleFilter On(DayOfWeek day) => new("is_day_of_week", t => t.DayOfWeek == day, ("day_of_week", FunctionValues.Of(((int)day + 6) % 7)));

    /// <summary>One day of each year.</summary>
    /// <param name="month">The month, from 1 for January to 12.</param>
    /// <param name="day">The day of the month, from 1.</param>
    /// <returns>The filter.</returns>
    /// <exception cref="ScheduleException">There is no such day in any year.</exception>
    public static ScheduleFilter On(int month, int day)
    {
        CheckDay(month, day);
        return new("on_date", t => (t.Month, t.Day) == (month, day), ("month", FunctionValues.Of(month)), ("day", FunctionValues.Of(day)));
    }

    /// <summary>One instant.</summary>
    /// <param name="time">The instant.</param>
    /// <returns>The filter.</returns>
    public static ScheduleFilter On(DateTimeOffset time) => new("on_datetime", t => t == time, ("dt", FunctionValues.Of(time)));

    /// <summary>One time of each day.</summary>
    /// <param name="time">What the wall clock shows.</param>
    /// <returns>The filter.</returns>
    public static ScheduleFilter At(TimeOnly time) => new("at_time", t => TimeOf(t) == time, ("t", FunctionValues.Of(time)));

    /// <summary>From one instant to another, both included.</summary>
    /// <param name="start">The first.</param>
    /// <param name="end">The last.</param>
    /// <returns>The filter.</returns>
    public static ScheduleFilter Between(DateTimeOffset start, DateTimeOffset end) =>
        new("between_datetimes", t => t >= start && t <= end, ("start", FunctionValues.Of(start)), ("end", FunctionValues.Of(end)));

    /// <summary>From one time of each day to another, both included; over midnight when the second is before the first.</summary>
    /// <param name="start">The first time.</param>
    /// <param name="end">The last time.</param>
    /// <returns>The filter.</returns>
    public static ScheduleFilter Between(TimeOnly start, TimeOnly end) =>
        new("between_times", t => Wraps(start, end, TimeOf(t)), ("start", FunctionValues.Of(start)), ("end", FunctionValues.Of(end)));

    /// <summary>From one day of each year to another, both included; over New Year when the second is before the first.</summary>
    /// <param name="startMonth">The first day's month, from 1 to 12.</param>
    /// <param name="startDay">The first day, from 1.</param>
    /// <param name="endMonth">The last day's month, from 1 to 12.</param>
    /// <param name="endDay">The last day, from 1.</param>
    /// <returns>The filter.</returns>
    /// <exception cref="ScheduleException">There is no such day in any year.</exception>
    public static ScheduleFilter BetweenDates(int startMonth, int startDay, int endMonth, int endDay)
    {
        CheckDay(startMonth, startDay);
        CheckDay(endMonth, endDay);
        return new("between_dates", t => Wraps((startMonth, startDay), (endMonth, endDay), (t.Month, t.Day)),
            ("start_month", FunctionValues.Of(startMonth)), ("start_day", FunctionValues.Of(startDay)),
            ("end_month", FunctionValues.Of(endMonth)), ("end_day", FunctionValues.Of(endDay)));
    }

    /// <summary>The filter's name, as the protocol has it.</summary>
    /// <returns>For example <c>is_weekday</c>.</returns>
    public override string ToString() => Document.Fn[FilterDocuments.Prefix.Length..];

    internal bool Passes(DateTimeOffset time) => passes(time);

    private static bool Wraps<T>(T start, T end, T value)
        where T : IComparable<T> =>
        start.CompareTo(end) <= 0
            ? value.CompareTo(start) >= 0 && value.CompareTo(end) <= 0
            : value.CompareTo(start) >= 0 || value.CompareTo(end) <= 0;

    private static TimeOnly TimeOf(DateTimeOffset time) => TimeOnly.FromTimeSpan(time.TimeOfDay);

    private static void CheckDay(int month, int day)
    {
        // A leap year has every day that a year may have.
        if (month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(2024, month))
            throw new ScheduleException($"Month {month} has no day {day}: months count from 1 to 12, days from 1.");
    }
}
