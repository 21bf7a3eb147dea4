namespace Flows.Server;

/// <summary>How many rows of a kind were deleted, or would be.</summary>
/// <param name="Kind">The kind: <c>logs</c>, <c>states</c>, <c>runs</c> and so on.</param>
/// <param name="Rows">How many.</param>
public sealed record PruneCount(string Kind, long Rows);
