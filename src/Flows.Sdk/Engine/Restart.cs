using Flows.Graph;
using Flows.States;

namespace Flows.Engine;

/// <summary>
/// Decides what a run takes over from an earlier one: what ended well, unless something upstream of it runs again, its call has changed, or it
/// came of a parameter that now has another value. Of a mapped task this is decided for each child.
/// </summary>
internal sealed class Restart
{
    private readonly Dictionary<(string Slug, int Index), State> kept = [];
    private readonly HashSet<int> again = [];
    private readonly Dictionary<int, HashSet<int>> childrenAgain = [];
    private readonly FlowGraph graph;
    private readonly ILookup<int, FlowEdge> into;

    private Restart(FlowGraph graph) => (this.graph, into) = (graph, graph.Edges.ToLookup(static e => e.Downstream.Index));

    /// <summary>The states that the run begins with, by slug and index; the index of a task that is no child is <see cref="TaskRun.NotAChild"/>.</summary>
    /// <param name="graph">The flow that is run.</param>
    /// <param name="earlier">The earlier run.</param>
    /// <param name="parameters">The parameters of the run.</param>
    public static IReadOnlyDictionary<(string Slug, int Index), State> From(FlowGraph graph, EarlierRun earlier, BoundParameters parameters)
    {
        var restart = new Restart(graph);
        var calls = CallHash.Of(graph);
        var before = earlier.Nodes.ToDictionary(static n => n.Node.Slug, StringComparer.Ordinal);
        foreach (var node in graph.Order)
        {
            var known = before.GetValueOrDefault(node.Slug) is { } n && earlier.Calls.GetValueOrDefault(node.Slug) == calls[node.Slug] ? n : null;
            if (node.Parameter is not null) restart.DecideParameter(node, known, parameters);
            else restart.Decide(node, known);
        }

        return restart.kept;
    }

    /// <summary>Parameters always run, since it costs nothing; what counts is whether the value is another one.</summary>
    private void DecideParameter(FlowNode node, NodeRun? known, BoundParameters parameters)
    {
        var same = known is { Own.IsSuccessful: true } && parameters.Values.TryGetValue(node.Name, out var value) && ConstantText.Of(value) == ConstantText.Of(known.Own.Value);
        if (!same) again.Add(node.Index);
    }

    private void Decide(FlowNode node, NodeRun? known)
    {
        var run = known?.Own;
        if (run is not { IsSuccessful: true } || into[node.Index].Any(RunsAgain) || (run.State is Mapped && known!.Map is null))
        {
            again.Add(node.Index);
            return;
        }

        kept[(node.Slug, TaskRun.NotAChild)] = run.State;
        if (known!.Map is { } map && run.State is Mapped) DecideChildren(node, map);
    }

    private void DecideChildren(FlowNode node, MapRun map)
    {
        var some = into[node.Index].Where(static e => e.InStep).SelectMany(e => childrenAgain.GetValueOrDefault(e.Upstream.Index, [])).ToHashSet();
        foreach (var child in map.Children)
        {
            if (!child.IsSuccessful) some.Add(child.Index);
            if (!some.Contains(child.Index)) kept[(node.Slug, child.Index)] = child.State;
        }

        if (some.Count > 0) childrenAgain[node.Index] = some;
    }

    /// <summary>Whether an edge brings something new to its task as a whole; what is new for some children only is looked at child by child.</summary>
    private bool RunsAgain(FlowEdge edge) => again.Contains(edge.Upstream.Index) || (!edge.InStep && childrenAgain.ContainsKey(edge.Upstream.Index));
}
