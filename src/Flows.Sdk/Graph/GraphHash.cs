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
        using var text = new HashedText();
        foreach (var node in nodes) AppendNode(text, node);
        foreach (var edge in edges) text.Line("edge", edge.Upstream.Slug, edge.Downstream.Slug, edge.Key, edge.Mapped, edge.Flattened);
        AppendSettings(text, settings, nodes);
        return text.Finish();
    }

    private static void AppendNode(HashedText text, FlowNode node)
    {
        if (node.Parameter is { } parameter)
        {
            text.Line("parameter", node.Slug, parameter.Type, parameter.Required, ConstantText.Of(parameter.Default));
            return;
        }

        // What is as by default is not written: an option that a later version brings leaves the hashes of older flows as they are.
        if (node.Kind != NodeKind.Task) text.Line("kind", node.Slug, node.Kind);
        var options = node.Options;
        text.Line("task", node.Slug, node.OutputType, node.IsMapped);
        text.Line("options", options.Retries, options.RetryDelay, options.Timeout, options.Trigger, options.SkipOnUpstreamSkip);
        AppendRetries(text, options);
        if (options.RunName is not null) text.Line("run name", options.RunName);
        if (options.StateHandlers.Count > 0) text.Line("handlers", options.StateHandlers.Count);
        if (options.LogConsole) text.Line("log console");
        if (options is not { CacheFor: null, Target: null, ResultStore: null, Checkpoint: true })
            text.Line("results", options.CacheFor, options.CacheKey, Validator(options.CacheValidator), options.Target, options.ResultStore is not null, options.Checkpoint);
        for (var i = 0; i < node.Inputs.Count; i++)
        {
            var (input, argument) = (node.Inputs[i], node.Arguments[i]);
            text.Line("input", input.Name, input.Type, argument.IsUnset, argument.IsConstant ? ConstantText.Of(argument.Constant) : null);
        }
    }

    /// <summary>Of code only whether it is there can be told.</summary>
    private static void AppendRetries(HashedText text, TaskOptions options)
    {
        if ((options.RetryBackoff, options.MaxRetryDelay, options.RetryJitter, options.RetryOn) != (1, null, 0, null))
            text.Line("retries", options.RetryBackoff, options.MaxRetryDelay, options.RetryJitter, options.RetryOn is not null);
    }

    private static void AppendSettings(HashedText text, FlowSettings settings, IReadOnlyList<FlowNode> nodes)
    {
        foreach (var reference in settings.ReferenceTasks) text.Line("reference", nodes[reference].Slug);
        if (settings.StateHandlers.Count > 0) text.Line("handlers", settings.StateHandlers.Count);
        if (settings.TerminalState is not null) text.Line("terminal state");
    }

    /// <summary>A function of the author's own cannot be told from another: only that there is one is written.</summary>
    private static string? Validator(CacheValidator? validator) =>
        validator is null ? null : ConstantText.Of((string[])[validator.WireName, .. validator.InputNames ?? [], .. validator.ParameterNames ?? []]);
}
