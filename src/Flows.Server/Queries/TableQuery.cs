using Flows.Server.Model;

namespace Flows.Server.Queries;

/// <summary>One term of an order.</summary>
/// <param name="Path">The object relations that lead to the column's table.</param>
/// <param name="Column">The column.</param>
/// <param name="Descending">Whether the greatest come first.</param>
/// <param name="NullsFirst">Where nulls stand; unless said, last when ascending and first when descending.</param>
internal sealed record Ordering(IReadOnlyList<Relation> Path, Column Column, bool Descending, bool NullsFirst);

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
