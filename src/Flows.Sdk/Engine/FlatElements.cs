using System.Collections;
using Flows.Binding;
using Microsoft.Extensions.Logging;

namespace Flows.Engine;

/// <summary>The elements that a map deals out.</summary>
internal static class FlatElements
{
    /// <summary>The elements of a list, copied: a task that changes the list later must not change what others get. Null for what is no list.</summary>
    public static object?[]? Of(object? value) => value is IEnumerable sequence ? [.. sequence.Cast<object?>()] : null;

    /// <summary>The elements of all lists in a list; what is no list counts as one element.</summary>
    public static object?[] OfAll(object?[] lists) => [.. lists.SelectMany(static l => Of(l) ?? [l])];

    /// <summary>
    /// The elements of all lists that the children of a map yield. A child without a list counts as one element: when it failed or was
    /// skipped, whoever takes that element learns how the child ended.
    /// </summary>
    /// <param name="source">The mapped task; all of its children have ended.</param>
    /// <param name="input">The argument that takes the elements.</param>
    /// <param name="origins">From which child each element is.</param>
    public static object?[] OfChildren(NodeRun source, TaskInput input, out int[] origins)
    {
        var children = source.Map!.Children;
        var (elements, from) = (new List<object?>(children.Length), new List<int>(children.Length));
        foreach (var child in children)
        {
            var items = child.State.IsSuccessful ? Of(child.State.Result.Value) : null;
            if (items is null && child.State is { IsSuccessful: true, IsSkipped: false })
                source.Logger.LogWarning("Task '{Task}': it yields no list to be flattened; it counts as one element.", child.DisplayName);
            elements.AddRange(items ?? [TaskInputs.Of(child.State, input)]);
            while (from.Count < elements.Count) from.Add(child.Index);
        }

        origins = [.. from];
        return [.. elements];
    }
}
