using Flows.Wire;

namespace Flows.Schedules;

/// <summary>Times at which the wall clock of a zone shows what a cron expression matches: each such time of a day once.</summary>
internal sealed record CronClock : WallClock
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

    protected override ClockDocument Write() =>
        new CronClockDocument { Cron = text.ToWire(), DayOr = dayOr, StartDate = Start?.ToDocument(), EndDate = End?.ToDocument() };

    /// <summary>The library is told that the wall clock shows UTC: it knows other rules for changes of clocks.</summary>
    protected override IEnumerable<DateTime> Locals(DateTime after)
    {
        for (DateTime? time = DateTime.SpecifyKind(after, DateTimeKind.Utc); (time = expressions.Min(e => e.GetNextOccurrence(time.Value))) is { } next;)
            yield return next;
    }
}
