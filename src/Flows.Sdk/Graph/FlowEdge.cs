namespace Flows.Graph;

/// <summary>What flows from one node into another; a null key orders them only.</summary>
internal sealed record FlowEdge(FlowNode Upstream, FlowNode Downstream, string? Key, bool Mapped = false, bool Flattened = false);
