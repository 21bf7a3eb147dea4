using Flows.Binding;
using Flows.Graph;
using Flows.Testing;

namespace Flows.Sdk.Tests.Authoring;

/// <summary>Looks into a flow's graph, and computes one node without an engine: values only, no states.</summary>
internal static class GraphProbe
{
    public static FlowNode Node(this Flow flow, IDeferred handle) => flow.Graph.Nodes[handle.Node.Index];

    public static T Run<T>(this Flow flow, IDeferred<T> handle, Dictionary<string, object?>? parameters = null) =>
        (T)(Value(flow.Graph, flow.Node(handle), parameters ?? []) ?? default(T)!)!;

    /// <summary>The edges as <c>from -key-> to</c>, or <c>from --> to</c> for order only; a mapped one has a star.</summary>
    public static IEnumerable<string> EdgeTexts(this Flow flow) =>
        flow.Graph.Edges.Select(e => $"{e.Upstream.Slug} -{e.Key}{(e.Mapped ? "*" : "")}-> {e.Downstream.Slug}");

    private static object? Value(FlowGraph graph, FlowNode node, Dictionary<string, object?> parameters)
    {
        if (node.Parameter is { } parameter) return parameters.TryGetValue(node.Slug, out var given) ? given : parameter.Default;
        object? ValueOf(Argument argument) =>
            argument.Source is { } source ? Value(graph, graph.Nodes[source.Index], parameters) : argument.IsConstant ? argument.Constant : TaskArgs.Unset;
        var values = node.Arguments.Select(ValueOf).ToList();
        if (node.Collect is null) return Call(node, values);
        var lists = values.Select((v, i) => node.Arguments[i].Each ? ((System.Collections.IEnumerable)v!).Cast<object?>().ToList() : null).ToList();
        var count = lists.OfType<List<object?>>().Min(l => l.Count);
        return node.Collect([.. Enumerable.Range(0, count).Select(k => Call(node, [.. values.Select((v, i) => lists[i] is { } list ? list[k] : v)]))]);
    }

    private static object? Call(FlowNode node, List<object?> values)
    {
        var run = node.Body!(new TaskArgs(values, new TaskEnvironment { TaskName = node.Name }.Context));
        return run.AsTask().GetAwaiter().GetResult();
    }
}
