namespace Flows.Schedules;

/// <summary>
/// Merges the events of several clocks in the order of time. Events of one time come in the order in which a binary heap has them: it is
/// the original's, so that both sides make the same runs in the same order.
/// </summary>
internal sealed class EventMerge
{
    private readonly List<Source> heap = [];

    public static IEnumerable<CandidateEvent> Of(IReadOnlyList<Clock> clocks, DateTimeOffset after) => new EventMerge().Merge(clocks, after);

    private IEnumerable<CandidateEvent> Merge(IReadOnlyList<Clock> clocks, DateTimeOffset after)
    {
        try
        {
            for (var i = 0; i < clocks.Count; i++) Start(new(i, clocks[i], clocks[i].Ticks(after).GetEnumerator()));
            for (var i = heap.Count / 2 - 1; i >= 0; i--) Sink(i);
            ScheduleEvent? last = null;
            while (heap is [var first, ..])
            {
                if (!first.Event.Equals(last)) yield return new(last = first.Event, first.Ticks.Current.Zone);
                Advance(first);
            }
        }
        finally
        {
            foreach (var source in heap) source.Ticks.Dispose();
        }
    }

    private void Start(Source source)
    {
        if (source.MoveNext()) heap.Add(source);
        else source.Ticks.Dispose();
    }

    private void Advance(Source first)
    {
        if (!first.MoveNext())
        {
            first.Ticks.Dispose();
            heap[0] = heap[^1];
            heap.RemoveAt(heap.Count - 1);
        }

        if (heap.Count > 0) Sink(0);
    }

    /// <summary>Takes the lesser child up all the way, then the source from there to its place.</summary>
    private void Sink(int position)
    {
        var (top, source) = (position, heap[position]);
        for (var child = 2 * position + 1; child < heap.Count; child = 2 * position + 1)
        {
            if (child + 1 < heap.Count && !IsLess(heap[child], heap[child + 1])) child++;
            heap[position] = heap[child];
            position = child;
        }

        while (position > top && (position - 1) / 2 is var parent && IsLess(source, heap[parent]))
        {
            heap[position] = heap[parent];
            position = parent;
        }

        heap[position] = source;
    }

    private static bool IsLess(Source a, Source b) => a.Event.Equals(b.Event) ? a.Index < b.Index : a.Event.Time < b.Event.Time;

    private sealed class Source(int index, Clock clock, IEnumerator<Tick> ticks)
    {
        public int Index => index;
        public IEnumerator<Tick> Ticks => ticks;
        public ScheduleEvent Event { get; private set; } = null!;

        public bool MoveNext()
        {
            if (!ticks.MoveNext()) return false;
            Event = new() { Time = ticks.Current.Time, ParameterDefaults = clock.ParameterDefaults, Labels = clock.Labels };
            return true;
        }
    }
}

/// <summary>An event before filters and adjustments, with the zone of its clock.</summary>
internal readonly record struct CandidateEvent(ScheduleEvent Event, Zone Zone);
