using Flows.Graph;

namespace Flows.Testing;

/// <summary>What a run in a test does differently. The engine does not know: it is given a graph whose tasks do it.</summary>
internal static class Rehearsal
{
    /// <summary>The graph to run; the flow's own when the options ask for nothing.</summary>
    /// <exception cref="ArgumentException">A stub is for a task that the flow does not have, or its value does not fit.</exception>
    public static FlowGraph Prepare(FlowGraph graph, FlowRunOptions options)
    {
        if (options.Stubs is { } stubs) graph = StubbedGraph.Of(graph, stubs);
        return options.TimeProvider is VirtualTime ? WatchedAttempt.Watch(graph) : graph;
    }
}
