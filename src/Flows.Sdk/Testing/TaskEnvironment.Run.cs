using Flows.Binding;
using Flows.Graph;

namespace Flows.Testing;

public sealed partial class TaskEnvironment
{
    /// <summary>
    /// Runs one call of a flow by itself, also of a task that is written in place: its method or lambda, once, without retries and timeout. Constants
    /// of the call and defaults of the method hold for what is not given.
    /// </summary>
    /// <typeparam name="T">What the task yields.</typeparam>
    /// <param name="flow">The flow that the call is in.</param>
    /// <param name="task">The handle of the call.</param>
    /// <param name="inputs">The values of its arguments, by name, of the types that the task takes.</param>
    /// <returns>What the task yields; what it throws comes out as it is, signals included.</returns>
    /// <exception cref="ArgumentException">The handle is of another flow, or the values do not fit the task's arguments.</exception>
    public async Task<T> RunAsync<T>(Flow flow, IDeferred<T> task, IReadOnlyDictionary<string, object?>? inputs = null) =>
        (T)(await CallAsync(flow, task, inputs).ConfigureAwait(false) ?? default(T))!;

    /// <summary>As <see cref="RunAsync{T}(Flow, IDeferred{T}, IReadOnlyDictionary{string, object})"/>, for one child of a mapped call.</summary>
    /// <typeparam name="T">What one child yields.</typeparam>
    /// <param name="flow">The flow that the call is in.</param>
    /// <param name="task">The handle of the call.</param>
    /// <param name="inputs">The values of the child's arguments, by name: one element of what the call is mapped over.</param>
    /// <returns>What the child yields.</returns>
    /// <exception cref="ArgumentException">The handle is of another flow, or the values do not fit the task's arguments.</exception>
    public async Task<T> RunAsync<T>(Flow flow, MappedResult<T> task, IReadOnlyDictionary<string, object?>? inputs = null) =>
        (T)(await CallAsync(flow, task, inputs).ConfigureAwait(false) ?? default(T))!;

    private ValueTask<object?> CallAsync(Flow flow, IDeferred task, IReadOnlyDictionary<string, object?>? inputs)
    {
        ArgumentNullException.ThrowIfNull(flow);
        ArgumentNullException.ThrowIfNull(task);
        if (!ReferenceEquals(task.Node.Graph, flow.Graph.Id)) throw new ArgumentException($"{task.Node.Graph.Describe(task.Node)} is not of this flow '{flow.Name}'.", nameof(task));
        var node = flow.Graph.Nodes[task.Node.Index];
        return node.Body is { } body ? body(new(Values(node, inputs ?? new Dictionary<string, object?>()), Context))
            : throw new ArgumentException($"'{node.Name}' is a parameter of flow '{flow.Name}', which has nothing to run.", nameof(task));
    }

    private static object?[] Values(FlowNode node, IReadOnlyDictionary<string, object?> inputs)
    {
        if (inputs.Keys.FirstOrDefault(name => !node.Inputs.Any(i => i.Name == name)) is { } unknown)
            throw new ArgumentException($"Task '{node.Name}' has no argument '{unknown}'; it takes {string.Join(", ", node.Inputs.Select(static i => $"'{i.Name}'"))}.", nameof(inputs));
        return [.. node.Inputs.Select((input, i) => Value(node, input, node.Arguments[i], inputs))];
    }

    private static object? Value(FlowNode node, TaskInput input, Argument argument, IReadOnlyDictionary<string, object?> inputs)
    {
        if (!inputs.TryGetValue(input.Name, out var value))
        {
            return argument.IsConstant ? argument.Constant : !input.Required ? TaskArgs.Unset
                : throw new ArgumentException($"Task '{node.Name}' needs a value for its argument '{input.Name}'.", nameof(inputs));
        }

        return Results.ValueConverter.TryConvert(value, input.Type, Results.ValueJson.Default, out var converted) ? converted
            : throw new ArgumentException(
                $"Argument '{input.Name}' of task '{node.Name}' takes {Results.TypeName.Of(input.Type)}, not {Results.TypeName.Show(value)}.", nameof(inputs));
    }
}
