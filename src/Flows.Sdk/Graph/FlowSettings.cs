namespace Flows.Graph;

/// <summary>What a flow says of itself as a whole, apart from its nodes.</summary>
internal sealed record FlowSettings;
