using Flows.Binding;

namespace Flows.Graph;

/// <summary>Refuses options of results that contradict each other, or that name what the flow does not have.</summary>
internal static class ResultOptionsCheck
{
    /// <exception cref="FlowDefinitionException">An option of a node cannot be followed.</exception>
    public static void Check(string flow, IReadOnlyList<FlowNode> nodes)
    {
        foreach (var node in nodes)
        {
            var options = node.Options;
            if (options is { CacheFor: null, CacheKey: null, CacheValidator: null, Target: null, ResultStore: null, Checkpoint: true }) continue;
            if (node.Kind == NodeKind.Secret)
                throw new FlowDefinitionException($"Secret '{node.Name}' of flow '{flow}' is never stored or cached: leave out CacheFor, Target, ResultStore and Checkpoint.");
            var where = $"of task '{node.Name}' in flow '{flow}'";
            if (options.CacheFor is { } time && (time <= TimeSpan.Zero || time > OptionsCheck.LongestDelay))
                throw new FlowDefinitionException($"The time for which results {where} are cached is {time}: it must be above zero and at most {OptionsCheck.LongestDelay.Days} days.");
            if (options.CacheFor is null && (options.CacheValidator is not null || options.CacheKey is not null))
                throw new FlowDefinitionException(
                    $"The cache {(options.CacheKey is null ? "validator" : "key")} {where} has no effect, since its results are not cached: set CacheFor, as in CachedFor(TimeSpan.FromHours(1), ...).");
            if (!options.Checkpoint && NeedsCheckpoint(options) is { } option)
                throw new FlowDefinitionException($"The {option} {where} asks for its results to be kept, and Checkpoint is false: set one of the two.");
            if (options.CacheValidator is { } validator) CheckNames(node, nodes, validator, where);
            if (options.Target is { } target) CheckTarget(node, nodes, target, where);
        }
    }

    /// <summary>The option that keeps results outside of the run's memory; null when there is none.</summary>
    private static string? NeedsCheckpoint(TaskOptions options) => options switch
    {
        { Target: not null } => "target",
        { CacheFor: not null } => "caching",
        { ResultStore: not null } => "result store",
        _ => null,
    };

    private static void CheckNames(FlowNode node, IReadOnlyList<FlowNode> nodes, CacheValidator validator, string where)
    {
        if (validator.InputNames?.FirstOrDefault(n => node.Inputs.All(i => i.Name != n)) is { } input)
            throw new FlowDefinitionException($"The cache validator {where} compares the argument '{input}', which the task does not have; it has {List(node.Inputs.Select(i => i.Name))}.");
        var parameters = nodes.Where(n => n.Parameter is not null).Select(n => n.Name).ToList();
        if (validator.ParameterNames?.FirstOrDefault(n => !parameters.Contains(n)) is { } parameter)
            throw new FlowDefinitionException($"The cache validator {where} compares the parameter '{parameter}', which the flow does not have; it has {List(parameters)}.");
    }

    private static void CheckTarget(FlowNode node, IReadOnlyList<FlowNode> nodes, string target, string where)
    {
        var fields = FieldsOf(target, where);
        var secret = node.Inputs.Where((_, i) => node.Arguments[i].Source is { } source && nodes[source.Index].Kind == NodeKind.Secret).FirstOrDefault(i => fields.Contains(i.Name));
        if (secret is not null)
            throw new FlowDefinitionException($"The target {where} has the field '{secret.Name}', which is a secret: leave it out, since targets can be seen by many.");
        var mapped = node.Inputs.Where((_, i) => node.Arguments[i].Each).Select(i => i.Name).ToList();
        if (node.IsMapped && !fields.Contains("map_index") && !fields.Contains("task_full_name") && !fields.Contains("task_run_id") && !fields.Any(mapped.Contains))
            throw new FlowDefinitionException(
                $"The target {where} is the same for all children of the mapped task, '{target}': let it have {{map_index}}, or an argument that differs, {List(mapped)}.");
    }

    private static IReadOnlyList<string> FieldsOf(string target, string where)
    {
        if (string.IsNullOrWhiteSpace(target)) throw new FlowDefinitionException($"The target {where} is empty: give it a name such as \"rows/{{table}}.json\", or null for none.");
        try
        {
            return NameTemplate.Parse(target).Fields;
        }
        catch (FormatException e)
        {
            throw new FlowDefinitionException($"The target {where} is '{target}': {e.Message}");
        }
    }

    private static string List(IEnumerable<string> names) => names.Select(n => $"'{n}'").ToList() is { Count: > 0 } quoted ? string.Join(", ", quoted) : "none";
}
