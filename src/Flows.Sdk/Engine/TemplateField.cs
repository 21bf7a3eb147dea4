using Flows.Binding;

namespace Flows.Engine;

/// <summary>What a field of a template stands for: an argument of the task, a value of the run's context, or a parameter of the flow.</summary>
internal static class TemplateField
{
    /// <summary>The value of a field.</summary>
    /// <exception cref="KeyNotFoundException">There is no such name; the message says where it was looked for.</exception>
    public static object? Find(FlowRunContext flow, TaskRun run, object?[] values, string field)
    {
        var inputs = run.Node.Node.Inputs;
        for (var i = 0; i < inputs.Count; i++)
            if (inputs[i].Name == field && !ReferenceEquals(values[i], TaskArgs.Unset))
                return values[i];
        return ContextValues.TryFind(flow, run, field, out var value) || flow.Parameters.Values.TryGetValue(field, out value) ? value
            : throw new KeyNotFoundException($"there is no '{field}' among the arguments that task '{run.Node.Node.Name}' was given, the run's context and the flow's parameters.");
    }
}
