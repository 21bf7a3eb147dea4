using Flows.Server.Model;

namespace Flows.Server.Queries;

/// <summary>Something that is wanted of each row, under a response key.</summary>
internal abstract record Selection(string Key);

internal sealed record ColumnSelection(string Key, Column Column) : Selection(Key);

internal sealed record TypeNameSelection(string Key, string TypeName) : Selection(Key);

/// <summary>The same text in every row; null too.</summary>
internal sealed record ConstantSelection(string Key, string? Text) : Selection(Key);

internal sealed record RelationSelection(string Key, Relation Relation, TableQuery Query) : Selection(Key);

/// <summary>A value that is made of some columns.</summary>
internal sealed record ComputedSelection(string Key, IReadOnlyList<Column> Columns, Computation Computation) : Selection(Key);

/// <summary>An aggregate over a relation, or over the table itself at the root.</summary>
internal sealed record AggregateSelection(string Key, Relation Relation, TableQuery Query) : Selection(Key);

/// <summary>The <c>aggregate</c> of an aggregate.</summary>
internal sealed record AggregateFields(string Key, IReadOnlyList<AggregateField> Fields) : Selection(Key);

/// <summary>The <c>nodes</c> of an aggregate.</summary>
internal sealed record AggregateNodes(string Key, IReadOnlyList<Selection> Selections) : Selection(Key);

/// <summary>A field of <c>aggregate</c>.</summary>
internal abstract record AggregateField(string Key);

internal sealed record AggregateTypeName(string Key, string TypeName) : AggregateField(Key);

internal sealed record AggregateCount(string Key, IReadOnlyList<Column> Columns, bool Distinct) : AggregateField(Key);

/// <summary>For example <c>max { version created }</c>.</summary>
internal sealed record AggregateFunction(string Key, string Function, IReadOnlyList<Selection> Columns) : AggregateField(Key);
