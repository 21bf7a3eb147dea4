namespace Flows.Server.Model;

/// <summary>Short words for the table descriptions.</summary>
internal static class Columns
{
    public static Column Uuid(string name, bool nullable = true) => new(name, ColumnKind.Uuid, nullable);

    public static Column Text(string name, bool nullable = true) => new(name, ColumnKind.Text, nullable);

    public static Column Int(string name, int? standard = null) =>
        new(name, ColumnKind.Int, standard is null, standard?.ToString(System.Globalization.CultureInfo.InvariantCulture));

    public static Column Bool(string name) => new(name, ColumnKind.Bool, false, "false");

    public static Column Time(string name, bool nullable = true) => new(name, ColumnKind.Time, nullable);

    public static Column Interval(string name) => new(name, ColumnKind.Interval, true);

    /// <summary>JSON to look into; with a default it is never null.</summary>
    public static Column Json(string name, string? standard = null) => new(name, ColumnKind.Json, standard is null, standard is null ? null : $"'{standard}'");

    public static Column Opaque(string name) => new(name, ColumnKind.OpaqueJson, true);

    public static Column Hidden(Column column) => column with { Exposed = false };

    public static ForeignKey OfTenant(string? array = null) => new("tenant_id", "tenant", "cascade", "tenant", array);

    /// <summary>The tenant of a row whose table has no <c>tenant</c> field.</summary>
    public static ForeignKey InTenant() => new("tenant_id", "tenant", "cascade", null, null);

    public static ForeignKey Parent(string table, string? array) => new(table + "_id", table, "cascade", table, array);

    public static TableIndex Index(params string[] columns) => new(columns);

    public static TableIndex Unique(params string[] columns) => new(columns, Unique: true);
}
