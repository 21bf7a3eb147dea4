using Flows.Binding;
using Flows.Graph;

namespace Flows.ControlFlow;

/// <summary>A part of a definition that runs only when a gate lets it.</summary>
internal static class Branch
{
    /// <summary>Writes a branch that yields nothing.</summary>
    public static void Record(GraphBuilder graph, Action define, Func<NodeRef> gate)
    {
        ArgumentNullException.ThrowIfNull(define);
        Close(graph, graph.Within(_ => define()), gate);
    }

    /// <summary>Writes a branch; what it yields is always something that runs with it, also where the lambda returned what was there before.</summary>
    public static TaskResult<T> Record<T>(GraphBuilder graph, Func<IDeferred<T>> define, Func<NodeRef> gate)
    {
        ArgumentNullException.ThrowIfNull(define);
        TaskResult<T>? result = null;
        var block = graph.Within(inside =>
        {
            var given = define() ?? throw new FlowDefinitionException($"A branch in flow '{graph.FlowName}' returns null: return the handle that the branch yields.");
            result = given.Flatten is null && given.Node.Graph == graph && inside.Contains(given.Node.Index) ? new(given.Node) : Carry(graph, given);
        });
        Close(graph, block, gate);
        return result!;
    }

    /// <summary>A branch without tasks needs no gate.</summary>
    private static void Close(GraphBuilder graph, Block block, Func<NodeRef> gate)
    {
        if (block.Nodes.Any()) graph.Gate(block, gate());
    }

    private static TaskResult<T> Carry<T>(GraphBuilder graph, IDeferred<T> given) => new(
        new TaskDefinition<T>(new() { Name = given.Node.Graph.NameOf(given.Node) }, [new("value", typeof(T), Required: true)], static a => new(a.Get<T>(0)))
            .CallIn(graph, Argument.From(given)));
}
