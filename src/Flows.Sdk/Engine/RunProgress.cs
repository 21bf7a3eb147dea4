using Flows.Graph;
using Microsoft.Extensions.Logging;

namespace Flows.Engine;

/// <summary>
/// Knows which task runs may start as others settle. A task waits for all of its upstream tasks; a mapped task waits only for the number
/// of children of a mapped task upstream, and then child i waits for child i, so that a chain of maps has no barrier in it.
/// Calls must come one at a time, but for <see cref="TrySettleQuietly"/>.
/// </summary>
internal sealed class RunProgress
{
    public RunProgress(FlowGraph graph, ILoggerFactory loggers)
    {
        Nodes = new NodeRun[graph.Nodes.Count];
        Order = new NodeRun[Nodes.Length];
        for (var i = 0; i < Order.Length; i++)
            Nodes[graph.Order[i].Index] = Order[i] = new NodeRun(graph.Order[i], i, loggers);
        Ready = new(Order);
        Linking.Connect(graph, Nodes);
    }

    /// <summary>The nodes by index.</summary>
    public NodeRun[] Nodes { get; }

    /// <summary>The nodes in topological order.</summary>
    public NodeRun[] Order { get; }

    /// <summary>The runs that wait for nothing any more.</summary>
    public ReadyRuns Ready { get; }

    /// <summary>Makes the runs ready that wait for nothing.</summary>
    public void Start()
    {
        foreach (var node in Order)
            if (node.Waiting == 0)
                Ready.Add(node.Own);
    }

    /// <summary>Settles a child whose end concerns nobody by itself. May be called by many at a time.</summary>
    /// <returns>Whether that was all; otherwise it must be settled as any other run.</returns>
    public static bool TrySettleQuietly(TaskRun run) => run is { IsChild: true, Node.Map: { HasEachDownstream: false } map } && map.TrySettleEarly();

    /// <summary>Takes note that a run has finished or is left, and makes those ready that waited for it.</summary>
    public void Settle(TaskRun run)
    {
        run.Settled = true;
        if (run.IsChild) SettleChild(run);
        else SettleOwn(run.Node);
    }

    private void SettleOwn(NodeRun node)
    {
        if (node.Map is not { Children.Length: > 0 } map)
        {
            Pass(node.Downstream, all: true);
            return;
        }

        var waits = Array.FindAll(map.EachUpstream, static l => l is { InStep: true, From.Map.Unsettled: > 0 });
        foreach (var link in waits)
            foreach (var child in map.Children)
                if (!link.From.Map!.Children[child.Index].Settled)
                    child.Waiting++;
        Ready.Add(node, waits is [] ? map.Children : Array.FindAll(map.Children, static c => c.Waiting == 0));
        Pass(node.Downstream, inStep: true);
    }

    private void SettleChild(TaskRun run)
    {
        var map = run.Node.Map!;
        if (map.HasEachDownstream)
        {
            foreach (var link in run.Node.Downstream)
                if (link is { Edge.InStep: true, To: { Own.Settled: true, Map: { } next } } && --next.Children[run.Index].Waiting == 0)
                    Ready.Add(next.Children[run.Index]);
        }

        if (map.SettleOne()) Pass(run.Node.Downstream, inStep: false);
    }

    private void Pass(Link[] links, bool inStep = false, bool all = false)
    {
        foreach (var link in links)
            if ((all || link.Edge.InStep == inStep) && --link.To.Waiting == 0)
                Ready.Add(link.To.Own);
    }
}
