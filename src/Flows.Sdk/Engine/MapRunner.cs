using Flows.States;

namespace Flows.Engine;

/// <summary>Decides what a mapped task is mapped over, and how many children it gets (contract section 8.6).</summary>
internal static class MapRunner
{
    /// <summary>Maps a node whose upstream has settled.</summary>
    /// <param name="node">The node.</param>
    /// <param name="map">Its children, when it can be mapped.</param>
    /// <returns>Mapped, or Failed when it cannot be mapped.</returns>
    public static State Map(NodeRun node, out MapRun? map)
    {
        map = null;
        var elements = new object?[]?[node.Sources.Length];
        var origins = new int[node.Sources.Length][];
        var restored = node.Restored;
        var count = restored?.Children.Length;
        var counted = restored is null ? null : "its earlier run";
        if (restored is not { AllReused: true } && Deal(node, elements, origins, ref count, ref counted) is { } failure)
            return failure;

        var children = restored?.Children ?? NewChildren(node, count!.Value);
        EachLink[] each = [.. Each(node, origins)];
        map = new MapRun(children)
        {
            Elements = elements,
            EachUpstream = each,
            SharedUpstream = CountShared(node, each),
            HasEachDownstream = Array.Exists(node.Downstream, static l => l.Edge.InStep),
        };
        return new Mapped { Message = "Ready to be mapped.", MapStates = children.Length, Context = node.Context };
    }

    private static Failed? Deal(NodeRun node, object?[]?[] elements, int[]?[] origins, ref int? count, ref string? counted)
    {
        if (!Array.Exists(node.Upstream, static l => l.Edge.Mapped && l.From.Own.State.IsSuccessful))
            return Fail(node, "No upstream states can be mapped over.");
        for (var i = 0; i < elements.Length; i++)
        {
            if (!node.Node.Arguments[i].Each || node.Sources[i] is not { } source || !source.Own.State.IsSuccessful) continue;
            if (!TryDeal(node, i, source, elements, origins)) return Fail(node, "At least one upstream state has an unmappable result.");
            var length = elements[i]?.Length ?? source.Map!.Children.Length;
            if (count is { } other && other != length)
                return Fail(node, $"Task '{node.Node.Name}' cannot be mapped: {counted} has {other} elements and '{node.Node.Inputs[i].Name}' has {length}; all that it is mapped over must have the same number.");
            (count, counted) = (length, $"'{node.Node.Inputs[i].Name}'");
        }

        return null;
    }

    /// <summary>Deals out one argument; without elements child i takes what child i upstream yields.</summary>
    private static bool TryDeal(NodeRun node, int argument, NodeRun source, object?[]?[] elements, int[]?[] origins)
    {
        var flat = node.Node.Arguments[argument].Flatten is not null;
        if (source.Map is not null)
        {
            if (flat) elements[argument] = FlatElements.OfChildren(source, node.Node.Inputs[argument], out origins[argument]!);
            return true;
        }

        if (FlatElements.Of(source.Own.State.Result.Value) is not { } list) return false;
        elements[argument] = flat ? FlatElements.OfAll(list) : list;
        return true;
    }

    private static IEnumerable<EachLink> Each(NodeRun node, int[]?[] origins)
    {
        for (var i = 0; i < node.Sources.Length; i++)
        {
            var argument = node.Node.Arguments[i];
            if (argument.Each && node.Sources[i] is { } source) yield return new(i, source, argument.Flatten is null, origins[i]);
        }
    }

    /// <summary>A task that is not mapped and gives each child an element has ended in the same way for all of them.</summary>
    private static UpstreamCounts CountShared(NodeRun node, EachLink[] each)
    {
        var sum = default(UpstreamCounts);
        foreach (var link in node.Upstream)
            if (!link.Edge.Mapped)
                sum += link.From.Outcome;
        foreach (var link in each)
            if (link.From.Map is null)
                sum += link.From.Own.Outcome;
        return sum;
    }

    private static TaskRun[] NewChildren(NodeRun node, int count)
    {
        var children = new TaskRun[count];
        for (var i = 0; i < count; i++) children[i] = new TaskRun(node, i);
        return children;
    }

    private static Failed Fail(NodeRun node, string message) => new() { Message = message, Context = node.Context };
}
