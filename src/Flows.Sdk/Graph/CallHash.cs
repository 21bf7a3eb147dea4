namespace Flows.Graph;

/// <summary>
/// Names what one call is: what it takes and from where, what it yields. A later run may take over a result only when this is the same; how
/// often the task is tried and what its code does is not part of it.
/// </summary>
internal static class CallHash
{
    /// <summary>The hash of each node, by slug.</summary>
    public static IReadOnlyDictionary<string, string> Of(FlowGraph graph)
    {
        var into = graph.Edges.ToLookup(static e => e.Downstream.Index);
        return graph.Nodes.ToDictionary(static n => n.Slug, n => Of(n, into[n.Index]), StringComparer.Ordinal);
    }

    private static string Of(FlowNode node, IEnumerable<FlowEdge> into)
    {
        using var text = new HashedText();
        text.Line(node.Kind, node.OutputType, node.IsMapped);
        foreach (var edge in into) text.Line(edge.Upstream.Slug, edge.Key, edge.Mapped, edge.Flattened);
        for (var i = 0; i < node.Inputs.Count; i++)
            text.Line(node.Inputs[i].Name, node.Inputs[i].Type, node.Arguments[i].IsUnset, node.Arguments[i].IsConstant ? ConstantText.Of(node.Arguments[i].Constant) : null);
        return text.Finish();
    }
}
