namespace Flows.Engine;

/// <summary>A mapped node once its number of children is known.</summary>
internal sealed class MapRun
{
    /// <summary>Its children by index.</summary>
    public required TaskRun[] Children { get; init; }

    /// <summary>For each argument the elements that are dealt out, one to each child; null where the argument goes whole or comes from a child upstream.</summary>
    public required IReadOnlyList<object?>?[] Elements { get; init; }

    /// <summary>What each child takes one element of, in the order of the arguments.</summary>
    public required EachLink[] EachUpstream { get; init; }

    /// <summary>How the tasks ended that the children take as a whole; the same for all of them.</summary>
    public required UpstreamCounts WholeUpstream { get; init; }

    /// <summary>The values of the arguments that go whole; the same for all children. Set by the first child that needs them.</summary>
    public object?[]? WholeValues { get; set; }

    /// <summary>How many children are not settled yet.</summary>
    public int Unsettled { get; set; }
}
