namespace Flows.Schedules;

/// <summary>A clock that says what the wall clock of a zone shows at its times.</summary>
internal abstract record WallClock : BoundedClock
{
    /// <summary>What the wall clock shows at the times after one, ascending. Some may be too early or repeat.</summary>
    protected abstract IEnumerable<DateTime> Locals(DateTime after);

    protected sealed override IEnumerable<DateTimeOffset> Times(DateTimeOffset after)
    {
        // What the wall clock never shows is moved to a later time, which another local time may have too.
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
}
