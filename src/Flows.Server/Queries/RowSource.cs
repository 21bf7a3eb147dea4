namespace Flows.Server.Queries;

/// <summary>Where rows come from that are not those of a table.</summary>
internal abstract record RowSource;

/// <summary>The tasks that are reached from some tasks along edges, each once with its greatest distance.</summary>
/// <param name="IsDownstream">Whether to go with the edges; otherwise against them.</param>
/// <param name="Starts">The identifiers of the tasks to start at; they are at depth 0.</param>
/// <param name="Depth">How far to go.</param>
internal sealed record Walk(bool IsDownstream, IReadOnlyList<object> Starts, long Depth) : RowSource;

/// <summary>One row about the children of a mapped task run: when the first started, when the last ended, how many are in which state.</summary>
/// <param name="TaskRunId">The parent, of index -1.</param>
/// <param name="TenantId">The tenant that it must belong to; null for any.</param>
internal sealed record MappedChildren(Guid TaskRunId, Guid? TenantId) : RowSource;
