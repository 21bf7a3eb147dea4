using System.Globalization;
using System.Text;
using Flows.Server.Model;

namespace Flows.Server.Sql;

/// <summary>Writes the statements that make a table. The databases differ only in the words of <see cref="SqlDialect"/>.</summary>
internal static class Ddl
{
    public static IEnumerable<string> Create(Table table, SqlDialect dialect)
    {
        yield return CreateTable(table, dialect);
        foreach (var index in table.Indexes) yield return CreateIndex(table.Name, index);
        foreach (var index in dialect.MoreIndexes(table.Name)) yield return index;
    }

    /// <summary>Adds a column to a table that may have rows: it is nullable or has a default.</summary>
    public static string AddColumn(string table, Column column, SqlDialect dialect) => $"alter table {SqlDialect.Quote(table)} add column {Definition(column, dialect)}";

    public static string CreateIndex(string table, TableIndex index)
    {
        var columns = index.Columns.Select(c => c.Split(' ')).ToList();
        var name = $"{table}_{string.Join('_', columns.Select(c => c[0]))}";
        var list = string.Join(", ", columns.Select(c => SqlDialect.Quote(c[0]) + (c.Length > 1 ? " " + c[1] : "")));
        var where = index.Where is null ? "" : $" where {index.Where}";
        return $"create {(index.Unique ? "unique " : "")}index {SqlDialect.Quote(name)} on {SqlDialect.Quote(table)} ({list}){where}";
    }

    private static string CreateTable(Table table, SqlDialect dialect)
    {
        var sql = new StringBuilder($"create table {SqlDialect.Quote(table.Name)} (\n");
        foreach (var column in table.Columns) sql.Append("  ").Append(Definition(column, dialect)).Append(",\n");
        foreach (var key in table.ForeignKeys)
            sql.Append(CultureInfo.InvariantCulture,
                $"  foreign key ({SqlDialect.Quote(key.Column)}) references {SqlDialect.Quote(key.Target)} (\"id\") on delete {key.OnDelete},\n");
        return sql.Append("  primary key (\"id\")\n)").Append(dialect.TableOptions(table)).ToString();
    }

    private static string Definition(Column column, SqlDialect dialect) =>
        $"{SqlDialect.Quote(column.Name)} {dialect.TypeName(column.Kind)}{(column.Nullable ? "" : " not null")}{(column.Default is { } standard ? $" default {standard}" : "")}";
}
