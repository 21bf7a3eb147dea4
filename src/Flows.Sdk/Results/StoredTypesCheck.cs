using Flows.Binding;
using Flows.Graph;

namespace Flows.Results;

/// <summary>
/// Finds results that could not be kept before anything has run: a task whose result is to be stored or cached must yield what JSON can
/// hold and give back.
/// </summary>
internal static class StoredTypesCheck
{
    /// <summary>Refuses a flow of which a result is to be kept and cannot be.</summary>
    /// <exception cref="FlowDefinitionException">There is such a task.</exception>
    public static void Refuse(FlowGraph graph)
    {
        JsonTypes? types = null;
        foreach (var node in graph.Nodes)
        {
            if (node.Kind != NodeKind.Task || ReasonToKeep(node, graph) is not { } reason) continue;
            types ??= new(graph.Settings.Json ?? ValueJsonOptions.Default);
            if (types.Problem(node.OutputType) is { } problem)
                throw new FlowDefinitionException(
                    $"Task '{node.Name}' of flow '{graph.Name}' {reason}, and yields {TypeName.Of(node.OutputType)}, which {problem}: let it yield data, or set Checkpoint to false so that the result stays in memory.");
            if (node.Options.CacheValidator is { ComparesInputs: true } validator) CheckInputs(node, graph, validator, types);
        }
    }

    /// <summary>The results that a restart of a run cannot have, in sentences for the person who registers the flow.</summary>
    public static IEnumerable<string> Warnings(FlowGraph graph)
    {
        var types = new JsonTypes(graph.Settings.Json ?? ValueJsonOptions.Default);
        return from node in graph.Nodes
               where node.Kind == NodeKind.Task && node.Options.Checkpoint
               let problem = types.Problem(node.OutputType)
               where problem is not null
               select $"Task '{node.Name}' yields {TypeName.Of(node.OutputType)}, which {problem}: should a run go on in another process, the task runs again there.";
    }

    /// <summary>A target for which there is no store, in a sentence; null when there is none.</summary>
    public static string? FindLostTarget(FlowGraph graph) =>
        graph.Resources.ResultStore is null && graph.Nodes.FirstOrDefault(static n => n.Options is { Target: not null, ResultStore: null }) is { } node
            ? $"Task '{node.Name}' of flow '{graph.Name}' has the target '{node.Options.Target}' and no store to keep it in: give the flow one, as in flow.WithResultStore(new LocalResultStore(\"/data\"))."
            : null;

    private static string? ReasonToKeep(FlowNode node, FlowGraph graph) => node.Options switch
    {
        { Checkpoint: false } => null,
        { Target: not null } => "has a target",
        { CacheFor: not null } => "has its results cached",
        { ResultStore: not null } => "has a result store",
        _ => graph.Resources.ResultStore is null || node.OutputType == typeof(Unit) ? null : "keeps its results in the flow's result store",
    };

    private static void CheckInputs(FlowNode node, FlowGraph graph, CacheValidator validator, JsonTypes types)
    {
        foreach (var input in node.Inputs)
        {
            if (validator.InputNames is { } names && !names.Contains(input.Name)) continue;
            if (types.Problem(input.Type) is { } problem)
                throw new FlowDefinitionException(
                    $"The cache validator of task '{node.Name}' in flow '{graph.Name}' compares the argument '{input.Name}' of type {TypeName.Of(input.Type)}, which {problem}: name the arguments to compare, as in CacheValidator.Inputs(...).");
        }
    }
}
