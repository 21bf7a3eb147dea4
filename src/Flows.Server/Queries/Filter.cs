using Flows.Server.Model;

namespace Flows.Server.Queries;

/// <summary>A condition on the rows of a table.</summary>
internal abstract record Filter;

/// <summary>All hold; with none, true.</summary>
internal sealed record AllOf(IReadOnlyList<Filter> Filters) : Filter
{
    public static AllOf None { get; } = new([]);
}

/// <summary>One holds at least; with none, false.</summary>
internal sealed record AnyOf(IReadOnlyList<Filter> Filters) : Filter;

/// <summary>The filter does not hold.</summary>
internal sealed record Not(Filter Filter) : Filter;

/// <summary>There is a related row for which the filter holds.</summary>
internal sealed record Exists(Relation Relation, Filter Filter) : Filter;
