using System.Text.Json;
using Flows.Server.Model;

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
internal sealed record RowPlan(string Sql, IReadOnlyList<object?> Parameters, RowForm Form, RowShape Shape);

/// <summary>How a row, or the columns of an object relation in it, become an object.</summary>
/// <param name="Fields">The members, in order.</param>
/// <param name="Probe">The column that says whether there is an object at all; -1 when there always is.</param>
internal sealed record RowShape(IReadOnlyList<RowField> Fields, int Probe = -1);

/// <summary>One member of an object.</summary>
internal abstract record RowField(JsonEncodedText Key);

internal sealed record ValueField(JsonEncodedText Key, int Column, ColumnKind Kind) : RowField(Key);

internal sealed record LiteralField(JsonEncodedText Key, string Text) : RowField(Key);

internal sealed record ObjectField(JsonEncodedText Key, RowShape Shape) : RowField(Key);

/// <summary>A list that is read by a statement of its own.</summary>
internal sealed record PlanField(JsonEncodedText Key, RowPlan Plan) : RowField(Key);

/// <summary>A root field: a plan, or JSON that needs no database.</summary>
internal sealed record RootPlan(string Key, RowPlan? Plan, string? Json = null);
