using System.Collections;

namespace Flows.Engine;

/// <summary>The inputs of a task run for people to look at. Nothing is kept for it: they are read again from what is upstream.</summary>
internal static class ShownInputs
{
    public static IReadOnlyDictionary<string, object?> Of(TaskRun run)
    {
        var node = run.Node.Node;
        var shown = new Dictionary<string, object?>(node.Inputs.Count, StringComparer.Ordinal);
        for (var i = 0; i < node.Inputs.Count; i++)
        {
            if (node.Arguments[i] is { IsConstant: true, Constant: var constant }) shown[node.Inputs[i].Name] = constant;
            else if (run.Node.Sources[i] is { } source && TryFind(run, source, i, out var value)) shown[node.Inputs[i].Name] = value;
        }

        return shown;
    }

    private static bool TryFind(TaskRun run, NodeRun source, int input, out object? value)
    {
        var byElement = run.IsChild && run.Node.Node.Arguments[input].Each;
        if (byElement && run.Node.Map?.Elements[input] is { } elements)
        {
            value = elements[run.Index];
            return true;
        }

        var flatten = run.Node.Node.Arguments[input].Flatten;
        if (byElement && flatten is not null)
        {
            // Which element it was is known only while its own process runs.
            value = null;
            return false;
        }

        var from = byElement && source.Map is { } map ? map.Children[run.Index] : source.Own;
        value = from is { IsChild: false } && !byElement ? source.Value : from.Value;
        if (byElement && !from.IsChild) value = Element(value, run.Index);
        else if (flatten is not null) value = flatten(value);
        return from.IsSuccessful;
    }

    private static object? Element(object? list, int index) => list is IEnumerable items ? items.Cast<object?>().ElementAtOrDefault(index) : null;
}
