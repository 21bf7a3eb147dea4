using Flows.Wire;

namespace Flows.Schedules;

/// <summary>Times that are listed.</summary>
internal sealed record DatesClock : Clock
{
    private readonly IReadOnlyList<ZonedTime> dates;

    public DatesClock(IReadOnlyList<ZonedTime> dates) =>
        this.dates = dates.Count > 0 ? dates : throw new ScheduleException("A schedule of dates has no date: give it at least one.");

    public override string Describe() => $"dates {string.Join(", ", dates.Select(d => $"{d.Local:s}"))}";

    public override IEnumerable<Tick> Ticks(DateTimeOffset after) =>
        dates.Select(d => new Tick(d.Instant, d.Zone)).Where(t => t.Time > after).DistinctBy(t => t.Time.UtcTicks).OrderBy(t => t.Time);

    protected override ClockDocument Write() => new DatesClockDocument { Dates = [.. dates.Select(d => d.ToDocument())] };
}
