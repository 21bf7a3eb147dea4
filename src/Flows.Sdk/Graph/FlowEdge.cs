namespace Flows.Graph;

/// <summary>What flows from one node into another; a null key orders them only.</summary>
/// <param name="Upstream">Where the value comes from.</param>
/// <param name="Downstream">Where it goes.</param>
/// <param name="Key">The argument that gets it.</param>
/// <param name="Mapped">Whether each element makes a run of its own.</param>
/// <param name="Flattened">Whether a list of lists is made flat first.</param>
internal sealed record FlowEdge(FlowNode Upstream, FlowNode Downstream, string? Key, bool Mapped = false, bool Flattened = false)
{
    /// <summary>
    /// Whether child i downstream takes child i upstream and need not wait for its siblings. Flattened children are counted first, so
    /// all of them must have ended.
    /// </summary>
    public bool InStep => Mapped && !Flattened;
}
