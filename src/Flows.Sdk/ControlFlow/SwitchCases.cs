using Flows.Binding;
using Flows.Graph;

namespace Flows.ControlFlow;

/// <summary>The branches of a switch while it is written.</summary>
internal sealed class SwitchCases<TValue>(GraphBuilder graph, IDeferred<TValue> value)
{
    private readonly List<TValue> values = [];
    private bool hasDefault;

    public void Case(TValue expected, Action define)
    {
        Check(expected);
        Branch.Record(graph, define, () => CompareValue.OfSwitch(graph, value, expected));
    }

    public TaskResult<T> Case<T>(TValue expected, Func<IDeferred<T>> define)
    {
        Check(expected);
        return Branch.Record(graph, define, () => CompareValue.OfSwitch(graph, value, expected));
    }

    public void Default(Action define)
    {
        CheckDefault();
        Branch.Record(graph, define, () => CompareValue.OfDefault(graph, value, [.. values]));
    }

    public TaskResult<T> Default<T>(Func<IDeferred<T>> define)
    {
        CheckDefault();
        return Branch.Record(graph, define, () => CompareValue.OfDefault(graph, value, [.. values]));
    }

    public TaskResult<T> Merge<T>(IReadOnlyList<IDeferred<T>> branches) => ControlFlow.Merge.Record(graph, branches);

    private void Check(TValue expected)
    {
        if (hasDefault) throw new FlowDefinitionException($"The switch over {Where} has a case {ValueText.Literal(expected)} after its default: write the default last.");
        if (values.Contains(expected)) throw new FlowDefinitionException($"The switch over {Where} has two cases {ValueText.Literal(expected)}: put both in one.");
        values.Add(expected);
    }

    private void CheckDefault()
    {
        if (hasDefault) throw new FlowDefinitionException($"The switch over {Where} has two defaults: put both in one.");
        hasDefault = true;
    }

    private string Where => value.Node.Graph.Describe(value.Node);
}
