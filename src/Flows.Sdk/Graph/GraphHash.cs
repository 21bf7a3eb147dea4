using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text;
using Flows.Binding;

namespace Flows.Graph;

/// <summary>
/// Names what a run of a graph does, so that a container can see whether it holds the flow that was registered. The text below is hashed;
/// nothing in it depends on the machine, its culture or the run.
/// </summary>
internal static class GraphHash
{
    public static string Of(IReadOnlyList<FlowNode> nodes, IEnumerable<FlowEdge> edges, FlowSettings settings)
    {
        var text = new StringBuilder();
        foreach (var node in nodes) AppendNode(text, node);
        foreach (var edge in edges) Line(text, "edge", edge.Upstream.Slug, edge.Downstream.Slug, edge.Key, edge.Mapped, edge.Flattened);
        AppendSettings(text, settings, nodes);
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())));
    }

    private static void AppendNode(StringBuilder text, FlowNode node)
    {
        if (node.Parameter is { } parameter)
        {
            Line(text, "parameter", node.Slug, parameter.Type, parameter.Required, ConstantText.Of(parameter.Default));
            return;
        }

        // What is as by default is not written: an option that a later version brings leaves the hashes of older flows as they are.
        if (node.Kind != NodeKind.Task) Line(text, "kind", node.Slug, node.Kind);
        var options = node.Options;
        Line(text, "task", node.Slug, node.OutputType, node.IsMapped);
        Line(text, "options", options.Retries, options.RetryDelay, options.Timeout, options.Trigger, options.SkipOnUpstreamSkip);
        AppendRetries(text, options);
        if (options.RunName is not null) Line(text, "run name", options.RunName);
        if (options.StateHandlers.Count > 0) Line(text, "handlers", options.StateHandlers.Count);
        if (options.LogConsole) Line(text, "log console");
        if (options is not { CacheFor: null, Target: null, ResultStore: null, Checkpoint: true })
            Line(text, "results", options.CacheFor, options.CacheKey, Validator(options.CacheValidator), options.Target, options.ResultStore is not null, options.Checkpoint);
        foreach (var (input, argument) in node.Inputs.Zip(node.Arguments))
            Line(text, "input", input.Name, input.Type, argument.IsUnset, argument.IsConstant ? ConstantText.Of(argument.Constant) : null);
    }

    /// <summary>Of code only whether it is there can be told.</summary>
    private static void AppendRetries(StringBuilder text, TaskOptions options)
    {
        if ((options.RetryBackoff, options.MaxRetryDelay, options.RetryJitter, options.RetryOn) != (1, null, 0, null))
            Line(text, "retries", options.RetryBackoff, options.MaxRetryDelay, options.RetryJitter, options.RetryOn is not null);
    }

    private static void AppendSettings(StringBuilder text, FlowSettings settings, IReadOnlyList<FlowNode> nodes)
    {
        foreach (var reference in settings.ReferenceTasks) Line(text, "reference", nodes[reference].Slug);
        if (settings.StateHandlers.Count > 0) Line(text, "handlers", settings.StateHandlers.Count);
        if (settings.TerminalState is not null) Line(text, "terminal state");
    }

    /// <summary>A function of the author's own cannot be told from another: only that there is one is written.</summary>
    private static string? Validator(CacheValidator? validator) =>
        validator is null ? null : ConstantText.Of((string[])[validator.WireName, .. validator.InputNames ?? [], .. validator.ParameterNames ?? []]);

    /// <summary>One fact on one line; each part is quoted, so that no two lists of parts give one line.</summary>
    private static void Line(StringBuilder text, params ReadOnlySpan<object?> parts)
    {
        foreach (var part in parts)
        {
            var word = part is null ? "null" : $"\"{JsonEncodedText.Encode(Convert.ToString(part, CultureInfo.InvariantCulture)!)}\"";
            text.Append(word).Append(' ');
        }

        text.Append('\n');
    }
}
