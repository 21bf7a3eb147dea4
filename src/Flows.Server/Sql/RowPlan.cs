using System.Text.Json;
using Flows.Server.Model;
using Flows.Server.Queries;

namespace Flows.Server.Sql;

/// <summary>What the rows of a plan are in the answer.</summary>
internal enum RowForm
{
    /// <summary>A list of objects.</summary>
    List,

    /// <summary>The first row as an object, or null.</summary>
    Single,

    /// <summary>The first column of the first row, JSON already.</summary>
    Json,
}

/// <summary>One statement and how its rows become JSON.</summary>
/// <param name="Sql">The statement.</param>
/// <param name="Parameters">Its parameters, by position.</param>
/// <param name="Form">What the rows are in the answer.</param>
/// <param name="Shape">How a row becomes an object; not for <see cref="RowForm.Json"/>.</param>
/// <param name="Computed">Where computed values stand in the value of a <see cref="RowForm.Json"/>.</param>
internal sealed record RowPlan(string Sql, IReadOnlyList<object?> Parameters, RowForm Form, RowShape Shape, ComputedShape? Computed = null);

/// <summary>How a row, or the columns of an object relation in it, become an object.</summary>
/// <param name="Fields">The members, in order.</param>
/// <param name="Probe">The column that says whether there is an object at all; -1 when there always is.</param>
internal sealed record RowShape(IReadOnlyList<RowField> Fields, int Probe = -1);

/// <summary>One member of an object.</summary>
internal abstract record RowField(JsonEncodedText Key);

internal sealed record ValueField(JsonEncodedText Key, int Column, ColumnKind Kind) : RowField(Key);

/// <summary>JSON that the database has built, with computed values in it.</summary>
internal sealed record RewrittenField(JsonEncodedText Key, int Column, ComputedShape Computed) : RowField(Key);

/// <summary>A value that is made of some columns.</summary>
internal sealed record ComputedRowField(JsonEncodedText Key, IReadOnlyList<ValueField> Columns, Computation Computation) : RowField(Key);

internal sealed record LiteralField(JsonEncodedText Key, string? Text) : RowField(Key);

internal sealed record ObjectField(JsonEncodedText Key, RowShape Shape) : RowField(Key);

/// <summary>A list that is read by a statement of its own.</summary>
internal sealed record PlanField(JsonEncodedText Key, RowPlan Plan) : RowField(Key);

/// <summary>A root field: a plan, or JSON that needs no database.</summary>
internal sealed record RootPlan(string Key, RowPlan? Plan, string? Json = null);
