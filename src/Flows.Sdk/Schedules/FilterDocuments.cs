using Flows.Wire;

namespace Flows.Schedules;

/// <summary>Filters and adjustments from the names that the protocol has for them; others are refused, since a schedule without them would be another one.</summary>
internal static class FilterDocuments
{
    public const string Prefix = "prefect.schedules.filters.";
    public const string AdjustmentPrefix = "prefect.schedules.adjustments.";

    /// <exception cref="ScheduleException">The function is not known, or a value of it is wrong.</exception>
    public static ScheduleFilter Filter(FunctionDocument f) => Name(f, Prefix) switch
    {
        "is_weekday" => ScheduleFilter.Weekdays,
        "is_weekend" => ScheduleFilter.Weekends,
        "is_month_start" => ScheduleFilter.MonthStart,
        "is_month_end" => ScheduleFilter.MonthEnd,
        "is_day_of_week" => ScheduleFilter.On(Day(f)),
        "on_datetime" => ScheduleFilter.On(f.Instant("dt")),
        "on_date" => ScheduleFilter.On(f.Number("month"), f.Number("day")),
        "at_time" => ScheduleFilter.At(f.Time("t")),
        "between_datetimes" => ScheduleFilter.Between(f.Instant("start"), f.Instant("end")),
        "between_times" => ScheduleFilter.Between(f.Time("start"), f.Time("end")),
        "between_dates" => ScheduleFilter.BetweenDates(f.Number("start_month"), f.Number("start_day"), f.Number("end_month"), f.Number("end_day")),
        _ => throw Unknown("filter", f),
    };

    /// <exception cref="ScheduleException">The function is not known, or a value of it is wrong.</exception>
    public static ScheduleAdjustment Adjustment(FunctionDocument f) => Name(f, AdjustmentPrefix) switch
    {
        "add" => ScheduleAdjustment.Add(f.Span("interval")),
        "next_weekday" => ScheduleAdjustment.NextWeekday,
        _ => throw Unknown("adjustment", f),
    };

    private static string? Name(FunctionDocument function, string prefix) =>
        function.Fn.StartsWith(prefix, StringComparison.Ordinal) ? function.Fn[prefix.Length..] : null;

    /// <summary>The protocol counts from Monday.</summary>
    private static DayOfWeek Day(FunctionDocument function) => function.Number("day_of_week") is >= 0 and <= 6 and var day
        ? (DayOfWeek)((day + 1) % 7)
        : throw new ScheduleException($"'{function.Fn}' of a stored schedule needs 'day_of_week' from 0 (Monday) to 6.");

    private static ScheduleException Unknown(string what, FunctionDocument function) =>
        new($"The {what} '{function.Fn}' of a stored schedule is not known: schedules have the filters and adjustments that ScheduleFilter and ScheduleAdjustment list.");
}
