using System.Collections.Concurrent;
using Flows.Server.Model;
using Flows.Server.Sql;
using Npgsql;
using NpgsqlTypes;

namespace Flows.Server.Data.Postgres;

/// <summary>Many rows in one statement: a typed array per column, put together by <c>unnest</c>. The statement's text does not depend on their number.</summary>
internal static class PostgresInsert
{
    private static readonly ConcurrentDictionary<string, string> Known = new(StringComparer.Ordinal);

    private static string Sql(Table table, IReadOnlyList<string> columns) => Known.GetOrAdd($"{table.Name} {string.Join(',', columns)}", _ =>
        $"insert into {SqlDialect.Quote(table.Name)} ({string.Join(", ", columns.Select(SqlDialect.Quote))}) "
        + $"select * from unnest({string.Join(", ", columns.Select((c, i) => $"${i + 1}::{Word(table[c].Kind)}[]"))})");

    public static NpgsqlBatchCommand Command(Table table, IReadOnlyList<string> columns, IReadOnlyList<object?[]> rows, bool cleansJson)
    {
        var command = new NpgsqlBatchCommand(Sql(table, columns));
        for (var i = 0; i < columns.Count; i++) command.Parameters.Add(Parameter(table[columns[i]].Kind, rows, i, cleansJson));
        return command;
    }

    private static string Word(ColumnKind kind) => kind switch
    {
        ColumnKind.Uuid => "uuid",
        ColumnKind.Int => "int",
        ColumnKind.Bool => "boolean",
        ColumnKind.Time => "timestamptz",
        ColumnKind.Json => "jsonb",
        ColumnKind.OpaqueJson => "json",
        _ => "text",
    };

    private static NpgsqlParameter Parameter(ColumnKind kind, IReadOnlyList<object?[]> rows, int column, bool cleansJson) => kind switch
    {
        ColumnKind.Uuid => new NpgsqlParameter<Guid?[]> { TypedValue = Column(rows, column, v => (Guid?)v) },
        ColumnKind.Int => new NpgsqlParameter<int?[]>
        {
            TypedValue = Column(rows, column, v => v is null ? (int?)null : Convert.ToInt32(v, System.Globalization.CultureInfo.InvariantCulture)),
        },
        ColumnKind.Bool => new NpgsqlParameter<bool?[]> { TypedValue = Column(rows, column, v => (bool?)v) },
        ColumnKind.Time => new NpgsqlParameter<DateTime?[]>
        {
            TypedValue = Column(rows, column, v => ((DateTimeOffset?)v)?.UtcDateTime),
            NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.TimestampTz,
        },
        ColumnKind.Json => Texts(rows, column, NpgsqlDbType.Jsonb, cleansJson),
        ColumnKind.OpaqueJson => Texts(rows, column, NpgsqlDbType.Json, false),
        _ => Texts(rows, column, NpgsqlDbType.Text, false),
    };

    private static NpgsqlParameter<string?[]> Texts(IReadOnlyList<object?[]> rows, int column, NpgsqlDbType type, bool cleans) => new()
    {
        TypedValue = Column(rows, column, v => PostgresText.Of(cleans && v is JsonText json ? PostgresText.Clean(json) : v)),
        NpgsqlDbType = NpgsqlDbType.Array | type,
    };

    private static T[] Column<T>(IReadOnlyList<object?[]> rows, int column, Func<object?, T> convert)
    {
        var values = new T[rows.Count];
        for (var i = 0; i < values.Length; i++) values[i] = convert(rows[i][column]);
        return values;
    }
}
