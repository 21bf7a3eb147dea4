using System.Globalization;
using System.Text.Json;
using Flows.Graph;
using Flows.Wire;

namespace Flows.Registration;

/// <summary>A flow's graph as the protocol writes it (contract sections 1.2 to 1.5).</summary>
internal static class FlowDocuments
{
    /// <summary>Makes the document of a flow; what only its registration knows is added later.</summary>
    /// <exception cref="FlowRegistrationException">A default of a parameter is no JSON.</exception>
    public static FlowDocument From(FlowGraph graph, RunConfigDocument runConfig) => new()
    {
        Name = graph.Name,
        Parameters = [.. graph.Nodes.Where(n => n.Parameter is not null).Select(Parameter)],
        Tasks = [.. graph.Nodes.Select(Task)],
        Edges = [.. graph.Edges.Select(Edge)],
        ReferenceTasks = [.. graph.Settings.ReferenceTasks.Select(i => TaskReferenceDocument.To(graph.Nodes[i].Slug))],
        RunConfig = runConfig,
        Flows = new FlowFacts
        {
            GraphHash = graph.Hash,
            SdkVersion = SdkVersion.Text,
            ParameterSchemas = graph.Nodes.Where(n => n.Parameter is not null).ToDictionary(n => n.Name, n => TypeNames.Schema(n.Parameter!.Type)),
        },
    };

    /// <summary>The protocol's own language does not type parameters; <see cref="FlowFacts.ParameterSchemas"/> does.</summary>
    private static ParameterDocument Parameter(FlowNode node) => new()
    {
        Name = node.Name,
        Slug = node.Slug,
        Required = node.Parameter!.Required,
        Default = ParameterDefaults.ToJson(node.Name, node.Parameter),
        Tags = node.Options.Tags,
    };

    private static TaskDocument Task(FlowNode node) => node.Parameter is null ? Function(node) : new TaskDocument
    {
        Name = node.Name,
        Slug = node.Slug,
        Type = NodeTypes.Of(node.Kind),
        Tags = node.Options.Tags,
    };

    private static TaskDocument Function(FlowNode node) => new()
    {
        Name = node.Name,
        Slug = node.Slug,
        Type = NodeTypes.Of(node.Kind),
        Tags = node.Options.Tags,
        MaxRetries = node.Options.Retries,
        RetryDelay = node.Options.Retries == 0 ? null : (int)node.Options.RetryDelay.TotalSeconds,
        // Rounded up: half a second is a limit, and zero would be none.
        Timeout = node.Options.Timeout is { } timeout ? (int)Math.Ceiling(timeout.TotalSeconds) : null,
        Trigger = Trigger(node.Options.Trigger),
        SkipOnUpstreamSkip = node.Options.SkipOnUpstreamSkip,
        Inputs = node.Inputs.ToDictionary(i => i.Name, i => new InputDocument(i.Required, TypeNames.Of(i.Type))),
        Outputs = TypeNames.Of(node.OutputType),
    };

    private static FunctionDocument Trigger(Trigger trigger) => new()
    {
        Fn = trigger.WireName,
        Kwargs = trigger.Arguments.ToDictionary(a => a.Key, a => Number(a.Value)),
    };

    /// <summary>Whole numbers without a fraction: readers in other languages tell a count from a share by it.</summary>
    private static JsonElement Number(double? number) =>
        JsonElement.Parse(number is { } value ? value.ToString("R", CultureInfo.InvariantCulture) : "null");

    private static EdgeDocument Edge(FlowEdge edge) => new()
    {
        UpstreamTask = TaskReferenceDocument.To(edge.Upstream.Slug),
        DownstreamTask = TaskReferenceDocument.To(edge.Downstream.Slug),
        Key = edge.Key,
        Mapped = edge.Mapped,
        Flattened = edge.Flattened,
    };
}
