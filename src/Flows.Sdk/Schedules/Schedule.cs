using Flows.Schedules;

namespace Flows;

/// <summary>
/// When runs of a flow are made: one or several clocks, filters that let some of their times pass, and adjustments that move those.
/// A schedule never changes; each method returns another one.
/// </summary>
public sealed partial class Schedule
{
    private Schedule(IReadOnlyList<Clock> clocks) => Clocks = clocks;

    private Schedule(Schedule other) => (Clocks, Filters, OrFilters, NotFilters, Adjustments) = (other.Clocks, other.Filters, other.OrFilters, other.NotFilters, other.Adjustments);

    internal IReadOnlyList<Clock> Clocks { get; private init; }

    internal IReadOnlyList<ScheduleFilter> Filters { get; private init; } = [];

    internal IReadOnlyList<ScheduleFilter> OrFilters { get; private init; } = [];

    internal IReadOnlyList<ScheduleFilter> NotFilters { get; private init; } = [];

    internal IReadOnlyList<ScheduleAdjustment> Adjustments { get; private init; } = [];

    /// <summary>
    /// Times that a cron expression matches on the wall clock of a zone. Where clocks are set back, a time that is shown twice counts once,
    /// the second time; where they are set forward, a time that is not shown comes as much later.
    /// </summary>
    /// <param name="expression">
    /// Minute, hour, day, month and weekday, for example <c>0 6 * * MON-FRI</c>; with six fields the first is the second. Also <c>@daily</c> and the like.
    /// </param>
    /// <param name="timeZone">The zone's IANA name, for example <c>Europe/Berlin</c>. <value>The default is null: UTC.</value></param>
    /// <param name="start">The first time that counts, on the zone's wall clock. <value>The default is null: no limit.</value></param>
    /// <param name="end">The last time that counts, on the zone's wall clock. <value>The default is null: no limit.</value></param>
    /// <param name="dayOr">
    /// Where both day and weekday are limited: whether a day matches that fits one of them, or, when false, only one that fits both.
    /// <value>The default is true.</value>
    /// </param>
    /// <returns>The schedule.</returns>
    /// <exception cref="ScheduleException">The expression is malformed or never matches, there is no such zone, or it ends before it starts.</exception>
    public static Schedule Cron(string expression, string? timeZone = null, DateTime? start = null, DateTime? end = null, bool dayOr = true)
    {
        ArgumentNullException.ThrowIfNull(expression);
        var zone = Zone.Find(timeZone);
        return Of(new CronClock(CronText.FromAuthor(expression), dayOr, StartIn(zone, start), ZonedTime.From(end, zone, "end")));
    }

    /// <summary>
    /// Times at a fixed distance. Whole days are counted by the wall clock of the zone, the rest as time that passes: a daily schedule keeps its
    /// hour when clocks change.
    /// </summary>
    /// <param name="interval">The distance, at least a minute.</param>
    /// <param name="start">The first time, on the zone's wall clock. <value>The default is null: 2019-01-01 00:00.</value></param>
    /// <param name="timeZone">The zone's IANA name, for example <c>Europe/Berlin</c>. <value>The default is null: UTC.</value></param>
    /// <param name="end">The last time that counts, on the zone's wall clock. <value>The default is null: no limit.</value></param>
    /// <returns>The schedule.</returns>
    /// <exception cref="ScheduleException">The interval is too short, there is no such zone, or it ends before it starts.</exception>
    public static Schedule Interval(TimeSpan interval, DateTime? start = null, string? timeZone = null, DateTime? end = null)
    {
        var zone = Zone.Find(timeZone);
        return Of(new IntervalClock(interval, StartIn(zone, start), ZonedTime.From(end, zone, "end")));
    }

    /// <summary>Times that are listed; filters see them in UTC.</summary>
    /// <param name="times">The times; at least one.</param>
    /// <returns>The schedule.</returns>
    /// <exception cref="ScheduleException">No time is given.</exception>
    public static Schedule Dates(params ReadOnlySpan<DateTimeOffset> times)
    {
        var dates = new List<ZonedTime>();
        foreach (var time in times) dates.Add(new(time.UtcDateTime, Zone.Utc));
        return Of(new DatesClock(dates));
    }

    /// <summary>Times that are listed, on the wall clock of a zone.</summary>
    /// <param name="timeZone">The zone's IANA name, for example <c>Europe/Berlin</c>.</param>
    /// <param name="times">The times; at least one.</param>
    /// <returns>The schedule.</returns>
    /// <exception cref="ScheduleException">No time is given, or there is no such zone.</exception>
    public static Schedule Dates(string timeZone, params ReadOnlySpan<DateTime> times)
    {
        var zone = Zone.Find(timeZone);
        var dates = new List<ZonedTime>();
        foreach (var time in times) dates.Add(ZonedTime.From(time, zone, "time")!);
        return Of(new DatesClock(dates));
    }

    /// <summary>
    /// The clocks of several schedules in one, each with its parameters and labels. Filters and adjustments hold for a whole schedule, so they
    /// are set on what this returns.
    /// </summary>
    /// <param name="schedules">The schedules; at least one.</param>
    /// <returns>The schedule.</returns>
    /// <exception cref="ScheduleException">One of them has filters or adjustments, or none is given.</exception>
    public static Schedule Combine(params ReadOnlySpan<Schedule> schedules)
    {
        var clocks = new List<Clock>();
        foreach (var schedule in schedules)
        {
            ArgumentNullException.ThrowIfNull(schedule, nameof(schedules));
            if (schedule.HasRules)
                throw new ScheduleException($"Filters and adjustments hold for all clocks of a schedule, but {schedule.Clocks[0]} has its own: combine the clocks first, then filter and adjust.");
            clocks.AddRange(schedule.Clocks);
        }

        return clocks.Count > 0 ? new(clocks) : throw new ScheduleException("Schedule.Combine was given no schedule: give it at least one.");
    }

    /// <summary>The clocks in words.</summary>
    /// <returns>For example <c>cron "0 6 * * *"</c>.</returns>
    public override string ToString() => string.Join(", ", Clocks);

    internal static Schedule Of(Clock clock) => new([clock]);

    /// <summary>A zone travels with a start; without one it is that from which intervals are counted, so that equal schedules are equal on each day.</summary>
    internal static ZonedTime? StartIn(Zone zone, DateTime? start) =>
        ZonedTime.From(start, zone, "start") ?? (zone == Zone.Utc ? null : new(IntervalClock.DefaultStart, zone));

    private bool HasRules => Filters.Count + OrFilters.Count + NotFilters.Count + Adjustments.Count > 0;
}
