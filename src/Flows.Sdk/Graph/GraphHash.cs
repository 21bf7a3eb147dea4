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
    public static string Of(IEnumerable<FlowNode> nodes, IEnumerable<FlowEdge> edges)
    {
        var text = new StringBuilder();
        foreach (var node in nodes) AppendNode(text, node);
        foreach (var edge in edges) Line(text, "edge", edge.Upstream.Slug, edge.Downstream.Slug, edge.Key, edge.Mapped, edge.Flattened);
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
        foreach (var (input, argument) in node.Inputs.Zip(node.Arguments))
            Line(text, "input", input.Name, input.Type, argument.IsUnset, argument.IsConstant ? ConstantText.Of(argument.Constant) : null);
    }

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
