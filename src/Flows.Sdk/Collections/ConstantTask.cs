using Flows.Binding;
using Flows.ControlFlow;
using Flows.Graph;

namespace Flows.Collections;

/// <summary>A list known while the flow is written that tasks are mapped over; a constant that is taken whole needs no task.</summary>
internal static class ConstantTask
{
    /// <summary>The longest text of a value, in characters, that is its task's name.</summary>
    private const int LongestName = 8;

    public static TaskResult<IReadOnlyList<T>> Record<T>(GraphBuilder graph, IReadOnlyList<T> values)
    {
        var text = ValueText.Literal(values);
        return new(new TaskDefinition<IReadOnlyList<T>>(
            new() { Name = text.Length <= LongestName ? text : "Constant[list]" },
            [new("value", typeof(IReadOnlyList<T>), Required: true)],
            static args => new(args.Get<IReadOnlyList<T>>(0)))
        {
            Kind = NodeKind.Constant,
        }.CallIn(graph, Argument.Of(values)));
    }
}
