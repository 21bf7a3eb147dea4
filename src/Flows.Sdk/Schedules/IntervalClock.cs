using Flows.Wire;

namespace Flows.Schedules;

/// <summary>
/// Times at a fixed distance from its start. Whole days are counted by the wall clock, the rest as time that passes: a daily clock keeps
/// its hour when the zone's clocks change, and an hourly one goes on by the hour.
/// </summary>
internal sealed record IntervalClock : BoundedClock
{
    public static readonly TimeSpan Shortest = TimeSpan.FromMinutes(1);

    /// <summary>Where intervals are counted from when nothing else is said.</summary>
    public static readonly DateTime DefaultStart = new(2019, 1, 1);

    public IntervalClock(TimeSpan interval, ZonedTime? start, ZonedTime? end)
    {
        (Interval, Start, End) = (interval, start, end);
        if (interval < Shortest)
            throw new ScheduleException($"The interval of a schedule is {interval}: it must be at least a minute; use Schedule.Cron with seconds for shorter ones.");
        CheckBounds();
    }

    public TimeSpan Interval { get; }

    public override string Describe() => $"interval {Interval}";

    protected override IEnumerable<DateTimeOffset> Times(DateTimeOffset after)
    {
        var start = (Start ?? new(DefaultStart, Zone.Utc)).Instant;
        for (var count = Math.Max(0, (after - start).Ticks / Interval.Ticks - Margin); ; count++)
        {
            if (start.Ticks + (Int128)Interval.Ticks * count > DateTimeOffset.MaxValue.AddDays(-2).Ticks) yield break;
            yield return Zone.Add(start, TimeSpan.FromTicks(Interval.Ticks * count));
        }
    }

    protected override ClockDocument Write() =>
        new IntervalClockDocument { Interval = Interval.Ticks / TimeSpan.TicksPerMicrosecond, StartDate = Start?.ToDocument(), EndDate = End?.ToDocument() };

    /// <summary>How many intervals to begin early, since days by the wall clock are not all equally long.</summary>
    private long Margin => Zone.Changes ? TimeSpan.TicksPerDay / Interval.Ticks + 2 : 1;
}
