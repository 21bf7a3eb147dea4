namespace Flows.Engine;

/// <summary>The parameters of a flow run in the types that the flow declares.</summary>
/// <param name="Values">By name, defaults included.</param>
/// <param name="Problems">By name, why a parameter has no value, in a sentence.</param>
internal sealed record BoundParameters(IReadOnlyDictionary<string, object?> Values, IReadOnlyDictionary<string, string> Problems)
{
    public static BoundParameters None { get; } = new(new Dictionary<string, object?>(), new Dictionary<string, string>());

    /// <summary>The value of a parameter, as the task that stands for it yields it.</summary>
    /// <exception cref="FlowSignal">It has none.</exception>
    public object? Get(string name) => Problems.TryGetValue(name, out var problem) ? throw FlowSignal.Fail(problem) : Values[name];
}
