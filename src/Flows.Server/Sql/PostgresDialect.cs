using System.Data.Common;
using System.Text;
using Flows.Server.Errors;
using Flows.Server.Model;
using Flows.Server.Queries;
using Npgsql;
using NpgsqlTypes;

namespace Flows.Server.Sql;

/// <summary>
/// PostgreSQL 13 or later. Values travel as text whose type the server finds out, so that statements are written as on SQLite. Texts compare byte by
/// byte, whatever the database's locale, so that an order is the same on both.
/// </summary>
internal sealed class PostgresDialect : SqlDialect
{
    /// <summary>An identifier is cut at this many bytes, so a longer key cannot be the name of a column.</summary>
    private const int MaxIdentifierBytes = 63;

    /// <summary>A function takes 100 arguments at most, two for each member of an object.</summary>
    private const int MaxObjectMembers = 50;

    // Rows that refer to a locked one can still be added: only its key would have to stay.
    public override string ForUpdate => " for no key update";

    public override string SkipLocked(string alias) => $" for no key update of {alias} skip locked";

    public override string TypeName(ColumnKind kind) => kind switch
    {
        ColumnKind.Uuid => "uuid",
        ColumnKind.Int => "integer",
        ColumnKind.Bool => "boolean",
        ColumnKind.Time => "timestamptz",
        ColumnKind.Json => "jsonb",
        // As it came: jsonb would sort the keys, and cost more to write and to read.
        ColumnKind.OpaqueJson => "json",
        _ => "text collate \"C\"",
    };

    public override string TableOptions(Table table) => table.Name is "flow_run" or "task_run" ? " with (fillfactor = 80)" : "";

    public override IEnumerable<string> MoreIndexes(string table) => table switch
    {
        "flow_run" => ["create index flow_run_labels on flow_run using gin (labels jsonb_path_ops)"],
        // Rows arrive in the order of time, so a summary per range of pages finds the old ones and costs nothing to keep.
        "log" => ["create index log_created on log using brin (created)"],
        _ => [],
    };

    public override string Parameter(int position) => $"${position}";

    public override void Bind(DbParameter parameter, object? value)
    {
        ((NpgsqlParameter)parameter).NpgsqlDbType = NpgsqlDbType.Unknown;
        parameter.Value = PostgresText.Of(value) ?? (object)DBNull.Value;
    }

    public override object? FilterValue(Comparison comparison) => comparison.Operator switch
    {
        Operator.In or Operator.NotIn or Operator.HasAnyKey or Operator.HasAllKeys => PostgresText.List((IReadOnlyList<object>)comparison.Value),
        Operator.Like or Operator.NotLike or Operator.ILike or Operator.NotILike => Pattern((string)comparison.Value),
        _ => PostgresText.Of(comparison.Value),
    };

    public override string Compare(Comparison comparison, string column, Func<string> value)
    {
        if (comparison.Operator == Operator.IsNull) return comparison.Value is true ? $"{column} is null" : $"{column} is not null";
        var parameter = value();
        // A number that fits no integer column is no error: no row has it.
        var (one, many) = comparison.Column.Kind == ColumnKind.Int ? ($"{parameter}::bigint", $"{parameter}::bigint[]") : (parameter, parameter);
        return comparison.Operator switch
        {
            Operator.Equal => $"{column} = {one}",
            Operator.NotEqual => $"{column} <> {one}",
            Operator.Greater => $"{column} > {one}",
            Operator.GreaterOrEqual => $"{column} >= {one}",
            Operator.Less => $"{column} < {one}",
            Operator.LessOrEqual => $"{column} <= {one}",
            Operator.In => $"{column} = any({many})",
            Operator.NotIn => $"{column} <> all({many})",
            Operator.Like => $"{column} like {parameter}",
            Operator.NotLike => $"{column} not like {parameter}",
            Operator.ILike => $"{column} ilike {parameter}",
            Operator.NotILike => $"{column} not ilike {parameter}",
            Operator.Contains => $"{column} @> {parameter}",
            Operator.ContainedIn => $"{column} <@ {parameter}",
            Operator.HasKey => $"{column} ? {parameter}",
            Operator.HasAnyKey => $"{column} ?| {parameter}",
            Operator.HasAllKeys => $"{column} ?& {parameter}",
            _ => throw new InvalidOperationException($"no SQL for {comparison.Operator}"),
        };
    }

    // PostgreSQL's own default is nulls last when ascending and first when descending.
    public override string Direction(Ordering ordering)
    {
        var direction = ordering.Descending ? " desc" : "";
        return !ordering.MayBeNull || ordering.NullsFirst == ordering.Descending
            ? direction
            : direction + (ordering.NullsFirst ? " nulls first" : " nulls last");
    }

    public override string Limit(string? limit, string? offset) =>
        (limit is not null ? $" limit {limit}" : "") + (offset is not null ? $" offset {offset}" : "");

    public override string Distinct(string columns, string from, IReadOnlyList<string> distinct, string orderBy, string limit) =>
        $"(select distinct on ({string.Join(", ", distinct)}) {columns} from {from}{orderBy}{limit})";

    // A row as a record is cheaper than a function call per row.
    public override string JsonArray(IReadOnlyList<JsonField> fields, string from) => HasLongKey(fields)
        ? $"(select coalesce(json_agg({JsonBuild(fields)}), '[]') from {from})"
        : $"(select coalesce(json_agg(r), '[]') from (select {Columns(fields)} from {from}) r)";

    public override string JsonObject(IReadOnlyList<JsonField> fields, string from) => HasLongKey(fields)
        ? $"(select {JsonBuild(fields)} from {from} limit 1)"
        : $"(select row_to_json(r) from (select {Columns(fields)} from {from} limit 1) r)";

    public override string JsonBuild(IReadOnlyList<JsonField> fields)
    {
        if (fields.Count > MaxObjectMembers)
            throw new RequestException($"a nested list or aggregate may select {MaxObjectMembers} fields, this one selects {fields.Count}", ErrorCodes.Limit);
        return $"json_build_object({string.Join(", ", fields.Select(f => $"{Literal(f.Key)}, {Value(f)}"))})";
    }

    public override string JsonGather(IReadOnlyList<JsonField> fields) => HasLongKey(fields)
        ? $"coalesce(json_agg({JsonBuild(fields)}), '[]')"
        : $"coalesce(json_agg((select row_to_json(r) from (select {Columns(fields)}) r)), '[]')";

    public override string JsonMap(string key, string value) => $"coalesce(json_object_agg({key}, {value}), '{{}}')";

    public override string Tuple(IReadOnlyList<string> columns) => $"({string.Join(", ", columns)})";

    public override string Average(string expression) => $"avg({expression})::float8";

    public override string LabelsWithin(string labels, string within) =>
        $"(jsonb_array_length({labels}) = 0) = (jsonb_array_length({within}::jsonb) = 0) and {labels} <@ {within}::jsonb";

    public override string In(string column, string values) => $"{column} = any({values})";

    public override string HasAny(string array, string values) => $"{array} ?| {values}";

    public override string IsFalse(string json, string member) => $"coalesce({json} -> '{member}' = 'false'::jsonb, false)";

    public override bool IsUniqueViolation(DbException exception) => exception is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation };

    private static string Columns(IReadOnlyList<JsonField> fields) => string.Join(", ", fields.Select(f => $"{Value(f)} as {Quote(f.Key)}"));

    private static bool HasLongKey(IReadOnlyList<JsonField> fields) => fields.Any(f => Encoding.UTF8.GetByteCount(f.Key) > MaxIdentifierBytes);

    /// <summary>An instant has six digits of a second everywhere; PostgreSQL by itself would leave zeros out.</summary>
    private static string Value(JsonField field) => field.Kind == ColumnKind.Time
        ? $"to_char({field.Expression}, 'YYYY-MM-DD\"T\"HH24:MI:SS.US\"+00:00\"')"
        : field.Expression;

    /// <summary>A pattern that ends in a backslash means the backslash; PostgreSQL would refuse it.</summary>
    private static string Pattern(string pattern)
    {
        var backslashes = pattern.Length - pattern.TrimEnd('\\').Length;
        return PostgresText.Plain(backslashes % 2 == 1 ? pattern + '\\' : pattern);
    }
}
