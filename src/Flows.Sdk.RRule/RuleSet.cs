namespace Flows.RRule;

/// <summary>Rules and dates, less other rules and dates; all on one wall clock.</summary>
internal sealed class RuleSet
{
    public IReadOnlyList<Rule> Rules { get; init; } = [];
    public IReadOnlyList<DateTime> Dates { get; init; } = [];
    public IReadOnlyList<Rule> ExceptRules { get; init; } = [];
    public IReadOnlyList<DateTime> ExceptDates { get; init; } = [];

    /// <summary>Whether it is no more than a rule.</summary>
    public bool IsSingle => Rules.Count == 1 && Dates.Count + ExceptRules.Count + ExceptDates.Count == 0;

    /// <summary>Where it begins at the earliest.</summary>
    public DateTime Start => Rules.Select(r => r.Start).Concat(Dates).Min();

    /// <summary>Its times from one on, ascending, each once.</summary>
    public IEnumerable<DateTime> From(DateTime from)
    {
        using var except = Merge(ExceptRules, ExceptDates, from).GetEnumerator();
        var hasExcept = except.MoveNext();
        DateTime? last = null;
        foreach (var time in Merge(Rules, Dates, from))
        {
            while (hasExcept && except.Current < time) hasExcept = except.MoveNext();
            if (time == last || (hasExcept && except.Current == time)) continue;
            last = time;
            yield return time;
        }
    }

    public override string ToString() => string.Join("; ", Rules.Select(r => r.Text).Concat(Dates.Select(d => $"{d:s}")));

    private static IEnumerable<DateTime> Merge(IReadOnlyList<Rule> rules, IReadOnlyList<DateTime> dates, DateTime from)
    {
        var sources = new PriorityQueue<IEnumerator<DateTime>, DateTime>();
        try
        {
            foreach (var source in rules.Select(r => r.From(from)).Append(dates.Where(d => d >= from).Order())) Add(sources, source.GetEnumerator());
            while (sources.TryDequeue(out var next, out var time))
            {
                yield return time;
                Add(sources, next);
            }
        }
        finally
        {
            foreach (var (source, _) in sources.UnorderedItems) source.Dispose();
        }
    }

    private static void Add(PriorityQueue<IEnumerator<DateTime>, DateTime> sources, IEnumerator<DateTime> source)
    {
        if (source.MoveNext()) sources.Enqueue(source, source.Current);
        else source.Dispose();
    }
}
