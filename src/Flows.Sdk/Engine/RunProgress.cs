using Flows.Graph;
using Microsoft.Extensions.Logging;

namespace Flows.Engine;

/// <summary>
/// Knows which task runs may start as others settle. A task waits for all of its upstream tasks; a mapped task waits only for the number
/// of children of a mapped task upstream, and then child i waits for child i, so that a chain of maps has no barrier in it.
/// Calls must come one at a time.
/// </summary>
internal sealed class RunProgress
{
    public RunProgress(FlowGraph graph, ILoggerFactory loggers)
    {
        Nodes = new NodeRun[graph.Nodes.Count];
        for (var i = 0; i < graph.Order.Count; i++)
            Nodes[graph.Order[i].Index] = new NodeRun(graph.Order[i], i, loggers.CreateLogger("prefect." + graph.Order[i].Name));
        Order = [.. graph.Order.Select(n => Nodes[n.Index])];
        foreach (var edge in graph.Edges)
        {
            var link = new Link(Nodes[edge.Upstream.Index], Nodes[edge.Downstream.Index], edge);
            link.From.Downstream.Add(link);
            link.To.Upstream.Add(link);
        }

        foreach (var node in Nodes)
        {
            node.Waiting = node.Upstream.Count;
            node.Sources = [.. node.Node.Arguments.Select(a => a.Source is { } source ? Nodes[source.Index] : null)];
        }
    }

    /// <summary>The nodes by index.</summary>
    public NodeRun[] Nodes { get; }

    /// <summary>The nodes in topological order.</summary>
    public IReadOnlyList<NodeRun> Order { get; }

    /// <summary>The runs that wait for nothing.</summary>
    public IEnumerable<TaskRun> Start() => Order.Where(static n => n.Waiting == 0).Select(static n => n.Own);

    /// <summary>Takes note that a run has finished or is left.</summary>
    /// <returns>The runs that may start now.</returns>
    public static IEnumerable<TaskRun> Settle(TaskRun run)
    {
        run.Settled = true;
        return run.IsChild ? SettleChild(run) : SettleOwn(run.Node);
    }

    private static IEnumerable<TaskRun> SettleOwn(NodeRun node)
    {
        if (node.Map is not { Children.Length: > 0 } map) return Pass(node.Downstream);
        var each = map.EachUpstream.Where(static l => l is { InStep: true, From.Map.Unsettled: > 0 }).ToArray();
        foreach (var child in map.Children)
            child.Waiting = each.Count(l => !l.From.Map!.Children[child.Index].Settled);
        return map.Children.Where(static c => c.Waiting == 0).Concat(Pass(node.Downstream.Where(static l => l.Edge.InStep)));
    }

    private static IEnumerable<TaskRun> SettleChild(TaskRun run)
    {
        foreach (var link in run.Node.Downstream)
        {
            if (link is { Edge.InStep: true, To: { Own.Settled: true, Map: { } map } } && --map.Children[run.Index].Waiting == 0)
                yield return map.Children[run.Index];
        }

        if (--run.Node.Map!.Unsettled > 0) yield break;
        foreach (var next in Pass(run.Node.Downstream.Where(static l => !l.Edge.InStep)))
            yield return next;
    }

    private static IEnumerable<TaskRun> Pass(IEnumerable<Link> links)
    {
        foreach (var link in links)
            if (--link.To.Waiting == 0)
                yield return link.To.Own;
    }
}
