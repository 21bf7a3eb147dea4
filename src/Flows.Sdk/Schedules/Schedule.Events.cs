using Flows.Schedules;

namespace Flows;

public sealed partial class Schedule
{
    /// <summary>How many times of its clocks a schedule looks at before it gives up: its filters may let none pass.</summary>
    private const int MostCandidates = 10_000;

    /// <summary>The next events of the schedule, in the order of their times before adjustments.</summary>
    /// <param name="count">How many at most. There are fewer when the clocks end, or when their first 10,000 times do not hold so many that pass the filters.</param>
    /// <param name="after">Only times of the clocks after this instant count.</param>
    /// <returns>The events. Of two clocks that give the same values and labels at one time there is one.</returns>
    public IReadOnlyList<ScheduleEvent> Next(int count, DateTimeOffset after) =>
        [.. EventMerge.Of(Clocks, after).Take(MostCandidates).Where(c => Passes(c.Event.Time)).Select(Adjusted).Take(count)];

    /// <summary>As <see cref="Next"/>, without end; the 10,000 times count anew after each event.</summary>
    internal IEnumerable<ScheduleEvent> Events(DateTimeOffset after)
    {
        var looked = 0;
        foreach (var candidate in EventMerge.Of(Clocks, after))
        {
            if (Passes(candidate.Event.Time)) yield return Adjusted(candidate);
            else if (++looked >= MostCandidates) yield break;
            else continue;
            looked = 0;
        }
    }

    private bool Passes(DateTimeOffset time) =>
        Filters.All(f => f.Passes(time)) && (OrFilters.Count == 0 || OrFilters.Any(f => f.Passes(time))) && !NotFilters.Any(f => f.Passes(time));

    private ScheduleEvent Adjusted(CandidateEvent candidate) => Adjustments.Count == 0
        ? candidate.Event
        : candidate.Event with { Time = Adjustments.Aggregate(candidate.Event.Time, (time, adjustment) => adjustment.Move(time, candidate.Zone)) };
}
