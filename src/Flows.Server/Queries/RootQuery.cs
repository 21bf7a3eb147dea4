namespace Flows.Server.Queries;

/// <summary>A root field of a read.</summary>
internal abstract record RootQuery(string Key);

/// <summary>Rows of a table, or one of them.</summary>
internal sealed record RowsRoot(string Key, TableQuery Query) : RootQuery(Key);

/// <summary>An aggregate of a table.</summary>
internal sealed record AggregateRoot(string Key, TableQuery Query) : RootQuery(Key);

/// <summary>An answer that needs no table.</summary>
internal sealed record JsonRoot(string Key, string Json) : RootQuery(Key);
