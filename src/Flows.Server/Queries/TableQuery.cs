using Flows.Server.Model;

namespace Flows.Server.Queries;

/// <summary>One term of an order.</summary>
/// <param name="Path">The object relations that lead to the column's table.</param>
/// <param name="Column">The column.</param>
/// <param name="Descending">Whether the greatest come first.</param>
/// <param name="NullsFirst">Where nulls stand; unless said, last when ascending and first when descending.</param>
/// <param name="Over">What the column is aggregated over; null for the column itself.</param>
internal sealed record Ordering(IReadOnlyList<Relation> Path, Column Column, bool Descending, bool NullsFirst, OrderedAggregate? Over = null)
{
    /// <summary>Whether it is a column of the table itself.</summary>
    public bool IsOwn => Path.Count == 0 && Over is null;

    /// <summary>Whether the place of nulls matters.</summary>
    public bool MayBeNull => Column.Nullable || !IsOwn;
}

/// <summary>An aggregate over related rows by which rows are ordered.</summary>
/// <param name="Relation">The relation.</param>
/// <param name="Function">count, or a function of the column.</param>
internal sealed record OrderedAggregate(Relation Relation, string Function);

/// <summary>What is asked of a table.</summary>
internal sealed class TableQuery(Table table)
{
    public Table Table { get; } = table;

    /// <summary>Where the rows come from; null for the table itself.</summary>
    public RowSource? Source { get; set; }

    public Filter? Where { get; set; }

    /// <summary>What the caller may see of the table, beside what is asked; null for all. It is no reason to read by an index.</summary>
    public Comparison? Scope { get; init; }

    public List<Ordering> Order { get; } = [];

    public long? Limit { get; set; }

    public long? Offset { get; set; }

    public List<Column> DistinctOn { get; } = [];

    public List<Selection> Selections { get; } = [];

    /// <summary>Whether one object is wanted instead of a list.</summary>
    public bool IsSingle { get; init; }
}
