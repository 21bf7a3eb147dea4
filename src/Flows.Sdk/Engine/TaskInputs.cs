using Flows.Binding;
using Flows.Graph;
using Flows.States;

namespace Flows.Engine;

/// <summary>Collects the values of a task run's arguments from what is upstream.</summary>
internal static class TaskInputs
{
    /// <summary>The values in the order of the inputs.</summary>
    public static object?[] Collect(TaskRun run)
    {
        var node = run.Node;
        if (!run.IsChild) return Whole(node);
        var map = node.Map!;
        var values = (map.WholeValues ??= Whole(node)).AsSpan().ToArray();
        foreach (var link in map.EachUpstream)
        {
            values[link.Argument] = map.Elements[link.Argument] is { } elements
                ? elements[run.Index]
                : Of(link.RunFor(run.Index), node.Node.Inputs[link.Argument]);
        }

        return values;
    }

    /// <summary>
    /// Gives the one value to those that take a task which yields nothing, and says which argument cannot be null and is, since the task
    /// it comes from has no result; null when all is well.
    /// </summary>
    public static string? Complete(TaskRun run, object?[] values)
    {
        var node = run.Node;
        for (var i = 0; i < values.Length; i++)
        {
            if (values[i] is not null || node.Sources[i] is not { } source || !NeedsValue(node.Node.Inputs[i].Type)) continue;
            if (node.Node.Inputs[i].Type == typeof(Unit))
            {
                values[i] = default(Unit);
                continue;
            }

            var state = SourceOf(run, i, source).State;
            return $"The argument '{node.Node.Inputs[i].Name}' has no value: task '{source.Node.Name}' is {state.Type} and has no result. Make it nullable to run without.";
        }

        return null;
    }

    private static object?[] Whole(NodeRun node)
    {
        var values = new object?[node.Sources.Length];
        for (var i = 0; i < values.Length; i++)
        {
            var argument = node.Node.Arguments[i];
            if (argument.Each) continue;
            values[i] = node.Sources[i] is { } source ? Whole(node.Node, i, source)
                : argument.IsConstant ? argument.Constant
                : TaskArgs.Unset;
        }

        return values;
    }

    private static object? Whole(FlowNode node, int argument, NodeRun source)
    {
        var value = source.Map is not { } map ? Of(source.Own, node.Inputs[argument])
            : node.Kind == NodeKind.Filter && node.Arguments[argument].Flatten is null ? Array.ConvertAll(map.Children, ResultOf)
            : source.Value;
        return node.Arguments[argument].Flatten is { } flatten ? flatten(value) : value;
    }

    /// <summary>What a child yields, or null: in the typed list the default of a number cannot be told from a result.</summary>
    private static object? ResultOf(TaskRun child) => child.State.IsSuccessful ? child.State.Result.Value : null;

    private static TaskRun SourceOf(TaskRun run, int argument, NodeRun source) =>
        run.IsChild && Array.Find(run.Node.Map!.EachUpstream, l => l.Argument == argument) is { } link ? link.RunFor(run.Index) : source.Own;

    /// <summary>What a state hands on: its value; a failure hands on its exception to whoever can take one, and null to others.</summary>
    public static object? Of(TaskRun run, TaskInput input) => run.IsSuccessful ? run.Value : Of(run.State, input);

    /// <inheritdoc cref="Of(TaskRun, TaskInput)"/>
    public static object? Of(State state, TaskInput input) =>
        state.IsSuccessful || input.Type.IsInstanceOfType(state.Result.Value) ? state.Result.Value : null;

    private static bool NeedsValue(Type type) => type.IsValueType && Nullable.GetUnderlyingType(type) is null;
}
