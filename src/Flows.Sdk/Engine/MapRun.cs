namespace Flows.Engine;

/// <summary>A mapped node once its number of children is known.</summary>
internal sealed class MapRun(TaskRun[] children)
{
    private readonly Lock collecting = new();
    private object? collected;
    private UpstreamCounts? outcome;
    private int unsettled = children.Length;

    /// <summary>Its children by index.</summary>
    public TaskRun[] Children { get; } = children;

    /// <summary>For each argument the elements that are dealt out, one to each child; null where the argument goes whole or comes from a child upstream.</summary>
    public required object?[]?[] Elements { get; init; }

    /// <summary>What each child takes one element of, in the order of the arguments.</summary>
    public required EachLink[] EachUpstream { get; init; }

    /// <summary>How the tasks ended that all children take alike.</summary>
    public required UpstreamCounts SharedUpstream { get; init; }

    /// <summary>Whether a child downstream may wait for a child of this node, so that each of them must be told of.</summary>
    public required bool HasEachDownstream { get; init; }

    /// <summary>The values of the arguments that go whole; the same for all children. Set by the first child that needs them.</summary>
    public object?[]? WholeValues { get; set; }

    /// <summary>How many children are not settled yet.</summary>
    public int Unsettled => Volatile.Read(ref unsettled);

    /// <summary>How the children ended. Asked only once all have settled.</summary>
    public UpstreamCounts Outcome
    {
        get
        {
            lock (collecting) return outcome ??= UpstreamCounts.Of(Children);
        }
    }

    /// <summary>How the tasks ended that one child takes something of.</summary>
    public UpstreamCounts CountUpstream(int child)
    {
        var counts = SharedUpstream;
        foreach (var link in EachUpstream)
            if (link.From.Map is not null)
                counts += link.RunFor(child).Outcome;
        return counts;
    }

    /// <summary>Takes note that one more child has settled.</summary>
    /// <returns>Whether it was the last.</returns>
    public bool SettleOne() => Interlocked.Decrement(ref unsettled) == 0;

    /// <summary>Takes note that one more child has settled, unless it is the last, whose end others wait for.</summary>
    /// <returns>Whether it was not the last.</returns>
    public bool TrySettleEarly()
    {
        while (true)
        {
            var left = Unsettled;
            if (left == 1) return false;
            if (Interlocked.CompareExchange(ref unsettled, left - 1, left) == left) return true;
        }
    }

    /// <summary>The typed list of the children's results; the same list for all that ask.</summary>
    public object Collect(Func<IReadOnlyList<object?>, object> collect)
    {
        lock (collecting)
            return collected ??= collect(Array.ConvertAll(Children, static c => c.IsSuccessful ? c.Value : null));
    }
}
