using System.Collections;
using Flows.Binding;
using Flows.Graph;
using Flows.Results;

namespace Flows.Testing;

/// <summary>Puts stubs in the places of tasks. All is checked here, before anything runs.</summary>
internal static class StubbedGraph
{
    /// <exception cref="ArgumentException">There is no such task, or the value does not fit it.</exception>
    public static FlowGraph Of(FlowGraph graph, TaskStubs stubs)
    {
        var nodes = graph.Nodes.ToArray();
        foreach (var stub in stubs.All)
            foreach (var node in Find(graph, stub))
                nodes[node.Index] = Replace(graph, node, stub);
        return graph.WithNodes(n => nodes[n.Index]);
    }

    private static List<FlowNode> Find(FlowGraph graph, Stub stub)
    {
        if (stub.Task is { } task)
        {
            return ReferenceEquals(task.Graph, graph.Id) ? [Stubbable(graph, graph.Nodes[task.Index])]
                : throw new ArgumentException($"A stub is for {task.Graph.Describe(task)} (another definition of it, if the name is the same), and this is a run of flow '{graph.Name}'.");
        }

        var bySlug = graph.Nodes.Where(n => n.Slug == stub.Name).ToList();
        var found = bySlug.Count > 0 ? bySlug : [.. graph.Nodes.Where(n => n.Name == stub.Name)];
        if (found.Count > 0) return found.ConvertAll(n => Stubbable(graph, n));
        var names = graph.Nodes.Where(static n => n.Parameter is null).Select(static n => $"'{n.Name}'").Distinct().ToList();
        throw new ArgumentException(
            $"Flow '{graph.Name}' has no task '{stub.Name}' to put a stub in the place of; {(names.Count == 0 ? "it has no tasks" : $"its tasks are {string.Join(", ", names)}")}.");
    }

    private static FlowNode Stubbable(FlowGraph graph, FlowNode node) => node.Parameter is null ? node
        : throw new ArgumentException($"'{node.Name}' is a parameter of flow '{graph.Name}', which needs no stub: give the run a value for it.");

    private static FlowNode Replace(FlowGraph graph, FlowNode node, Stub stub) => stub switch
    {
        Stub.By by => Plain(node) with { Body = args => by.Body(new StubCall(node.Inputs, args)) },
        Stub.OfNothing => node.OutputType == typeof(Unit) ? Plain(node) with { Body = static _ => default }
            : throw new ArgumentException($"Task '{node.Name}' of flow '{graph.Name}' yields {TypeName.Of(node.OutputType)}: give its stub a value by Return."),
        Stub.Of { Whole: true } whole when node.Collect is { } collect => Unmapped(node, Collected(graph, node, whole.Value, collect)),
        Stub.Of value => Yielding(node, Converted(graph, node, value.Value)),
        _ => throw new NotSupportedException(stub.GetType().Name),
    };

    /// <summary>What was kept of an earlier run must not take the place of the stub.</summary>
    private static FlowNode Plain(FlowNode node) => node with { Options = node.Options with { CacheFor = null, CacheKey = null, CacheValidator = null, Target = null } };

    private static FlowNode Yielding(FlowNode node, object? value) => Plain(node) with { Body = _ => new(value) };

    /// <summary>A mapped task whose list is known is mapped over nothing.</summary>
    private static FlowNode Unmapped(FlowNode node, object list) => Yielding(node, list) with
    {
        Collect = null,
        OutputType = list.GetType(),
        Arguments = [.. node.Arguments.Select(static a => a.Source is { } source ? Argument.From(source) : a)],
    };

    private static object Collected(FlowGraph graph, FlowNode node, object? value, Func<IReadOnlyList<object?>, object> collect) => value is IEnumerable list
        ? collect([.. list.Cast<object?>()])
        : throw Misfit(graph, node, value);

    private static object? Converted(FlowGraph graph, FlowNode node, object? value) =>
        node.OutputType == typeof(Unit) && value is Unit or null ? null
        : ValueConverter.TryConvert(value, node.OutputType, ValueJson.Of(graph.Settings.Json), out var converted) ? converted
        : throw Misfit(graph, node, value);

    private static ArgumentException Misfit(FlowGraph graph, FlowNode node, object? value) =>
        new($"The stub of task '{node.Name}' of flow '{graph.Name}' yields {TypeName.Show(value)}, and the task yields {TypeName.Of(node.OutputType)}.");
}
