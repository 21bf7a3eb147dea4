using Flows.Binding;
using Flows.Graph;

namespace Flows.ControlFlow;

/// <summary>The task before a branch: it ends well when a value is what the branch is for, and is skipped otherwise, and the branch with it.</summary>
internal static class CompareValue
{
    private const string Tag = "switch";

    /// <summary>The gate of one branch of several.</summary>
    public static NodeRef OfSwitch<T>(GraphBuilder graph, IDeferred<T> value, T expected) =>
        Record(graph, value, [expected], isDefault: false, new() { Name = $"CompareValue: \"{ValueText.Show(expected)}\"", Tags = [Tag] });

    /// <summary>The gate of the branch for all values that no other branch is for.</summary>
    public static NodeRef OfDefault<T>(GraphBuilder graph, IDeferred<T> value, IReadOnlyList<T> others) =>
        Record(graph, value, others, isDefault: true, new() { Name = "CompareValue: default", Tags = [Tag] });

    /// <summary>The gate of a single branch.</summary>
    public static NodeRef OfCase<T>(GraphBuilder graph, IDeferred<T> value, T expected) =>
        Record(graph, value, [expected], isDefault: false, new() { Name = $"case({ValueText.Show(expected)})" });

    private static NodeRef Record<T>(GraphBuilder graph, IDeferred<T> value, IReadOnlyList<T> values, bool isDefault, TaskOptions options) =>
        new TaskDefinition<Unit>(
            options,
            [new("value", typeof(T), Required: true), new("values", typeof(IReadOnlyList<T>), Required: true), new("others", typeof(bool), Required: true)],
            static args => Compare(args.Get<T>(0), args.Get<IReadOnlyList<T>>(1), args.Get<bool>(2)))
        {
            Kind = NodeKind.CompareValue,
        }.CallIn(graph, Argument.From(value), Argument.Of(values), Argument.Of(isDefault));

    private static ValueTask<Unit> Compare<T>(T value, IReadOnlyList<T> values, bool isDefault) => values.Contains(value) != isDefault ? default
        : throw FlowSignal.Skip(isDefault
            ? $"Provided value \"{ValueText.Show(value)}\" has a branch of its own"
            : $"Provided value \"{ValueText.Show(value)}\" did not match \"{ValueText.Show(values[0])}\"");
}
