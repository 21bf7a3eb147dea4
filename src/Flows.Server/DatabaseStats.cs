namespace Flows.Server;

/// <summary>How large a database is.</summary>
/// <param name="Database">Its name for people.</param>
/// <param name="Schema">The schema that it has.</param>
/// <param name="NewestSchema">The schema that this program knows.</param>
/// <param name="Bytes">Its size on disk.</param>
/// <param name="Tables">Its tables, the one with most rows first.</param>
public sealed record DatabaseStats(string Database, int Schema, int NewestSchema, long Bytes, IReadOnlyList<TableStats> Tables);

/// <summary>How large a table is.</summary>
/// <param name="Table">Its name.</param>
/// <param name="Rows">Its rows.</param>
/// <param name="Bytes">Its size on disk with its indexes; null when the database cannot say.</param>
/// <param name="Oldest">When its first row was made; null when it has none.</param>
/// <param name="Newest">When its last row was made.</param>
public sealed record TableStats(string Table, long Rows, long? Bytes, DateTimeOffset? Oldest, DateTimeOffset? Newest);

/// <summary>A step from one schema to the next.</summary>
/// <param name="Number">The schema that it leads to.</param>
/// <param name="Name">What it does.</param>
public sealed record SchemaStep(int Number, string Name);
