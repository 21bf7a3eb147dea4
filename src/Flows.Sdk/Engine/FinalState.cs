using Flows.Binding;
using Flows.Graph;
using Flows.States;

namespace Flows.Engine;

/// <summary>Decides how a flow run ended (contract section 8.4): by its reference tasks, once the terminal ones, those that nothing is downstream of, have ended.</summary>
internal static class FinalState
{
    /// <summary>The final state; <paramref name="running"/> itself while something is left to be done by a later process.</summary>
    public static State Of(State running, FlowGraph graph, NodeRun[] nodes, FlowRun run)
    {
        var terminal = Count(nodes.Where(static n => n.Downstream.Length == 0));
        var references = References(graph, nodes);
        var counts = Count(references);
        if (terminal.Finished < terminal.Total || counts.Finished < counts.Total) return running;
        State end = counts switch
        {
            { Failed: > 0 } => new Failed { Message = "Some reference tasks failed." },
            { Successful: var successful, Total: var total } when successful == total => new Success { Message = "All reference tasks succeeded." },
            _ => new Success { Message = "No reference tasks failed." },
        };
        return graph.Settings.TerminalState is { } handler ? handler(run, end, [.. references.SelectMany(States)]) ?? end : end;
    }

    private static IEnumerable<NodeRun> References(FlowGraph graph, NodeRun[] nodes) => graph.Settings.ReferenceTasks is { Count: > 0 } chosen
        ? chosen.Select(i => nodes[i])
        : nodes.Where(static n => !IsCleanup(n) && Array.TrueForAll(n.Downstream, static l => IsCleanup(l.To)));

    /// <summary>That a resource is closed comes after the tasks that decide.</summary>
    private static bool IsCleanup(NodeRun node) => node.Node.Kind == NodeKind.ResourceCleanup;

    private static UpstreamCounts Count(IEnumerable<NodeRun> nodes) => nodes.Aggregate(default(UpstreamCounts), static (sum, n) => sum + n.Outcome);

    private static IEnumerable<TaskState> States(NodeRun node) =>
        node.Map is { Children: { Length: > 0 } children } ? children.Select(static c => new TaskState(c)) : [new(node.Own)];
}
