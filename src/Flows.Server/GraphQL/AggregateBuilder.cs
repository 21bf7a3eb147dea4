using Flows.Server.Errors;
using Flows.Server.Model;
using Flows.Server.Queries;

namespace Flows.Server.GraphQL;

/// <summary>The fields of <c>aggregate</c>: count, max, min, sum, avg.</summary>
internal static class AggregateBuilder
{
    public static IReadOnlyList<string> Functions { get; } = ["max", "min", "sum", "avg"];

    /// <summary>Whether a function is there for a kind of column.</summary>
    public static bool Takes(string function, ColumnKind kind) =>
        kind == ColumnKind.Int || function is "max" or "min" && kind is ColumnKind.Text or ColumnKind.Time;

    public static AggregateFields Build(Table table, FieldGroup group, FieldCollector fields, ArgumentReader arguments, string path)
    {
        var built = fields.Below(group, $"{table.Name}_aggregate_fields").Select(f => Field(table, f, fields, arguments, $"{path}.selectionSet.{f.Key}")).ToList();
        return built.Count > 0 ? new(group.Key, built) : throw RequestException.Invalid("missing selection set for \"aggregate\"", path);
    }

    private static AggregateField Field(Table table, FieldGroup field, FieldCollector fields, ArgumentReader arguments, string path) => field.Name switch
    {
        "__typename" => new AggregateTypeName(field.Key, $"{table.Name}_aggregate_fields"),
        "count" => Count(table, field, arguments, path),
        var name when Functions.Contains(name) => new AggregateFunction(field.Key, name, Columns(table, field, fields, path)),
        _ => throw RequestException.Invalid($"field \"{field.Name}\" not found in type: '{table.Name}_aggregate_fields'", path),
    };

    private static AggregateCount Count(Table table, FieldGroup field, ArgumentReader arguments, string path)
    {
        var given = arguments.Read(field.First, path, "columns", "distinct");
        var columns = ArgumentReader.Columns(table, given.GetValueOrDefault("columns"), $"{path}.args.columns").ToList();
        DeclaredValue.Expect(given.GetValueOrDefault("distinct"), "Boolean", $"{path}.args.distinct");
        return new(field.Key, columns, RequestValues.Open(given.GetValueOrDefault("distinct")) switch
        {
            null => false,
            bool yes => yes,
            var other => throw RequestException.Invalid($"expected a value of type Boolean, but found {FilterValues.Describe(other)}", $"{path}.args.distinct"),
        });
    }

    private static List<Selection> Columns(Table table, FieldGroup field, FieldCollector fields, string path)
    {
        var type = $"{table.Name}_{field.Name}_fields";
        var columns = fields.Below(field, type).Select(c => c.Name == "__typename"
            ? (Selection)new TypeNameSelection(c.Key, type)
            : table.Exposes(c.Name) is { } column && Takes(field.Name, column.Kind)
                ? new ColumnSelection(c.Key, column)
                : throw RequestException.Invalid($"field \"{c.Name}\" not found in type: '{type}'", $"{path}.selectionSet.{c.Key}")).ToList();
        return columns.Count > 0 ? columns : throw RequestException.Invalid($"missing selection set for \"{field.Name}\"", path);
    }
}
