using Flows.Wire;

namespace Flows.Schedules;

/// <summary>Times at which the wall clock of a zone shows what a cron expression matches: each such time of a day once.</summary>
internal sealed record CronClock : BoundedClock
{
    private readonly CronText text;
    private readonly bool dayOr;
    private readonly IReadOnlyList<Cronos.CronExpression> expressions;

    public CronClock(CronText text, bool dayOr, ZonedTime? start, ZonedTime? end)
    {
        (this.text, this.dayOr, Start, End) = (text, dayOr, start, end);
        expressions = text.Parse(dayOr);
        CheckBounds();
    }

    public override string Describe() => $"cron \"{text}\"";

    protected override IEnumerable<DateTimeOffset> Times(DateTimeOffset after)
    {
        // What the wall clock never shows is moved to a later time, which another match may have too.
        var moved = new SortedSet<DateTimeOffset>();
        foreach (var local in Locals(Zone.On(after).DateTime - Zone.SetBackAround(after)))
        {
            var time = Zone.At(local);
            if (Zone.IsSkipped(local))
            {
                moved.Add(time);
                continue;
            }

            while (moved.Count > 0 && moved.Min <= time)
            {
                yield return moved.Min;
                moved.Remove(moved.Min);
            }

            yield return time;
        }

        foreach (var time in moved) yield return time;
    }

    protected override ClockDocument Write() =>
        new CronClockDocument { Cron = text.ToWire(), DayOr = dayOr, StartDate = Start?.ToDocument(), EndDate = End?.ToDocument() };

    /// <summary>What the wall clock shows at the matches after a time. The library is told that it is UTC: it knows other rules for changes of clocks.</summary>
    private IEnumerable<DateTime> Locals(DateTime after)
    {
        for (DateTime? time = DateTime.SpecifyKind(after, DateTimeKind.Utc); (time = expressions.Min(e => e.GetNextOccurrence(time.Value))) is { } next;)
            yield return next;
    }
}
