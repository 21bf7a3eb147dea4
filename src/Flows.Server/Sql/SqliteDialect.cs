using System.Data.Common;
using System.Text.Json;
using Flows.Server.Errors;
using Flows.Server.Model;
using Flows.Server.Queries;
using Microsoft.Data.Sqlite;

namespace Flows.Server.Sql;

/// <summary>
/// SQLite: text for identifiers and instants, numbers for booleans, JSON as text. Its connections have the functions of <c>SqliteFunctions</c>.
/// </summary>
internal sealed class SqliteDialect : SqlDialect
{
    /// <summary>A function of SQLite takes this many arguments at most, two for each member of an object.</summary>
    private const int MaxObjectMembers = 63;

    private const int UniqueConstraint = 2067, PrimaryKeyConstraint = 1555;

    public override string ForUpdate => "";

    public override string SkipLocked(string alias) => "";

    public override string TypeName(ColumnKind kind) => kind is ColumnKind.Int or ColumnKind.Bool ? "integer" : "text";

    // "$1" would be a name, numbered by its first appearance; "?1" is a position.
    public override string Parameter(int position) => $"?{position}";

    public override void Bind(DbParameter parameter, object? value) => parameter.Value = Store(value) ?? DBNull.Value;

    public override object? FilterValue(Comparison comparison) => comparison.Operator switch
    {
        Operator.In or Operator.NotIn or Operator.HasAnyKey or Operator.HasAllKeys => JsonList((IReadOnlyList<object>)comparison.Value),
        _ => Store(comparison.Value),
    };

    public override string Compare(Comparison comparison, string column, Func<string> value)
    {
        if (comparison.Operator == Operator.IsNull) return comparison.Value is true ? $"{column} is null" : $"{column} is not null";
        var parameter = value();
        if (comparison.Column.Kind == ColumnKind.Json && comparison.Operator is Operator.Equal or Operator.NotEqual)
            (column, parameter) = ($"json({column})", $"json({parameter})");
        return comparison.Operator switch
        {
            Operator.Equal => $"{column} = {parameter}",
            Operator.NotEqual => $"{column} <> {parameter}",
            Operator.Greater => $"{column} > {parameter}",
            Operator.GreaterOrEqual => $"{column} >= {parameter}",
            Operator.Less => $"{column} < {parameter}",
            Operator.LessOrEqual => $"{column} <= {parameter}",
            Operator.In => $"{column} in (select value from json_each({parameter}))",
            Operator.NotIn => $"{column} not in (select value from json_each({parameter}))",
            Operator.Like => $"flows_like({column}, {parameter})",
            Operator.NotLike => $"not flows_like({column}, {parameter})",
            Operator.ILike => $"{column} like {parameter} escape '\\'",
            Operator.NotILike => $"{column} not like {parameter} escape '\\'",
            Operator.Contains => $"flows_json_contains({column}, {parameter})",
            Operator.ContainedIn => $"flows_json_contains({parameter}, {column})",
            Operator.HasKey => $"flows_json_has_any({column}, json_array({parameter}))",
            Operator.HasAnyKey => $"flows_json_has_any({column}, {parameter})",
            Operator.HasAllKeys => $"flows_json_has_all({column}, {parameter})",
            _ => throw new InvalidOperationException($"no SQL for {comparison.Operator}"),
        };
    }

    public override string Unindexed(string column) => "+" + column;

    // SQLite's own default is nulls first when ascending and last when descending.
    public override string Direction(Ordering ordering)
    {
        var direction = ordering.Descending ? " desc" : "";
        return !ordering.MayBeNull || ordering.NullsFirst != ordering.Descending
            ? direction
            : direction + (ordering.NullsFirst ? " nulls first" : " nulls last");
    }

    public override string Limit(string? limit, string? offset) =>
        (limit is not null ? $" limit {limit}" : offset is not null ? " limit -1" : "") + (offset is not null ? $" offset {offset}" : "");

    public override string Distinct(string columns, string from, IReadOnlyList<string> distinct, string orderBy, string limit) =>
        $"(select * from (select {columns}, row_number() over (partition by {string.Join(", ", distinct)}{orderBy}) as \"#n\","
        + $" row_number() over ({orderBy.TrimStart()}) as \"#o\" from {from}) where \"#n\" = 1 order by \"#o\"{limit})";

    public override string JsonArray(IReadOnlyList<JsonField> fields, string from) => $"(select json_group_array({JsonBuild(fields)}) from {from})";

    public override string JsonObject(IReadOnlyList<JsonField> fields, string from) => $"(select {JsonBuild(fields)} from {from} limit 1)";

    public override string JsonBuild(IReadOnlyList<JsonField> fields)
    {
        if (fields.Count > MaxObjectMembers)
            throw new RequestException($"a nested list or aggregate may select {MaxObjectMembers} fields, this one selects {fields.Count}", ErrorCodes.Limit);
        return $"json_object({string.Join(", ", fields.Select(f => $"{Literal(f.Key)}, {Value(f)}"))})";
    }

    public override string JsonGather(IReadOnlyList<JsonField> fields) => $"json_group_array({JsonBuild(fields)})";

    public override string JsonMap(string key, string value) => $"json_group_object({key}, {value})";

    public override string Tuple(IReadOnlyList<string> columns) => $"json_array({string.Join(", ", columns)})";

    public override string LabelsWithin(string labels, string within) =>
        $"(json_array_length({labels}) = 0) = (json_array_length({within}) = 0)"
        + $" and not exists (select 1 from json_each({labels}) l where l.value not in (select value from json_each({within})))";

    public override string In(string column, string values) => $"{column} in (select value from json_each({values}))";

    public override string HasAny(string array, string values) =>
        $"exists (select 1 from json_each({array}) l where l.value in (select value from json_each({values})))";

    public override string IsFalse(string json, string member) => $"coalesce(json_type({json}, '$.{member}') = 'false', false)";

    public override bool IsUniqueViolation(DbException exception) =>
        exception is SqliteException { SqliteExtendedErrorCode: UniqueConstraint or PrimaryKeyConstraint };

    private static string Value(JsonField field) => field.Kind switch
    {
        ColumnKind.Bool => $"json(case {field.Expression} when 1 then 'true' when 0 then 'false' end)",
        // Without json() it would be written as a string; what was just built is known to be JSON.
        ColumnKind.Json or ColumnKind.OpaqueJson => $"json({field.Expression})",
        _ => field.Expression,
    };

    private static object? Store(object? value) => value switch
    {
        Guid id => id.ToString("D"),
        DateTimeOffset instant => Iso.Format(instant),
        TimeSpan span => Intervals.Format(span),
        bool yes => yes ? 1L : 0L,
        JsonText json => json.Text,
        IEnumerable<Guid> ids => JsonList(ids.Cast<object>()),
        IEnumerable<string> texts => JsonList(texts),
        _ => value,
    };

    private static string JsonList(IEnumerable<object> values)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartArray();
            foreach (var value in values)
            {
                if (Store(value) is long number) writer.WriteNumberValue(number);
                else writer.WriteStringValue(Store(value)?.ToString());
            }
            writer.WriteEndArray();
        }
        return System.Text.Encoding.UTF8.GetString(buffer.ToArray());
    }
}
