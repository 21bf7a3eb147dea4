namespace Flows.Server.Data;

/// <summary>A row that a write locks and changes.</summary>
/// <param name="Table">Its table.</param>
/// <param name="Id">What names it there; of a counter of a run, the run.</param>
internal readonly record struct RowKey(string Table, Guid Id) : IComparable<RowKey>
{
    public int CompareTo(RowKey other) => string.CompareOrdinal(Table, other.Table) is var order and not 0 ? order : Id.CompareTo(other.Id);
}
