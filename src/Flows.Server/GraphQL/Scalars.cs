using Flows.Server.Model;

namespace Flows.Server.GraphQL;

/// <summary>The scalar names of the read API (the mutations have their own: UUID, DateTime, JSON).</summary>
internal static class Scalars
{
    public static string Read(ColumnKind kind) => kind switch
    {
        ColumnKind.Uuid => "uuid",
        ColumnKind.Time => "timestamptz",
        ColumnKind.Int => "Int",
        ColumnKind.Bool => "Boolean",
        ColumnKind.Interval => "interval",
        ColumnKind.Json or ColumnKind.OpaqueJson => "jsonb",
        _ => "String",
    };

    /// <summary>The type of a filter on a column.</summary>
    public static string Comparison(ColumnKind kind) => $"{(kind == ColumnKind.OpaqueJson ? "json" : Read(kind))}_comparison_exp";
}
