using Flows.Server.Errors;
using Flows.Server.Model;
using Flows.Server.Queries;

namespace Flows.Server.GraphQL;

/// <summary>The terms of an <c>order_by</c>: columns, columns of related rows, and aggregates over related rows.</summary>
internal static class OrderReader
{
    private const string Aggregate = "_aggregate";

    public static void Read(List<Ordering> to, IReadOnlyList<Relation> steps, Table table, object? value, FieldCollector fields, string path)
    {
        foreach (var (name, operand) in FilterBuilder.Object(value, $"{table.Name}_order_by", path))
        {
            fields.Count();
            var at = $"{path}.{name}";
            if (RequestValues.Open(operand) is null) continue;
            if (table.Exposes(name) is { } column) to.Add(Term(steps, column, null, operand, at));
            else if (table.Relation(name) is { IsArray: false } relation) Read(to, [.. steps, relation], relation.Target, operand, fields, at);
            else if (name.EndsWith(Aggregate, StringComparison.Ordinal) && table.Relation(name[..^Aggregate.Length]) is { IsArray: true } many)
                Aggregated(to, steps, many, operand, fields, at);
            else throw RequestException.Invalid($"field \"{name}\" not found in type: '{table.Name}_order_by'", at);
        }
    }

    /// <summary>For example <c>flow_runs_aggregate: {count: desc}</c> or <c>{max: {start_time: desc}}</c>.</summary>
    private static void Aggregated(List<Ordering> to, IReadOnlyList<Relation> steps, Relation relation, object? value, FieldCollector fields, string path)
    {
        var type = $"{relation.Target.Name}_aggregate_order_by";
        foreach (var (function, operand) in FilterBuilder.Object(value, type, path))
        {
            fields.Count();
            var at = $"{path}.{function}";
            if (function == "count")
            {
                if (RequestValues.Open(operand) is not null) to.Add(Term(steps, relation.Target.Key, new(relation, function), operand, at));
                continue;
            }
            if (!AggregateBuilder.Functions.Contains(function)) throw RequestException.Invalid($"field \"{function}\" not found in type: '{type}'", at);
            var columns = $"{relation.Target.Name}_{function}_order_by";
            foreach (var (name, direction) in FilterBuilder.Object(operand, columns, at))
            {
                fields.Count();
                var column = relation.Target.Exposes(name) is { } found && AggregateBuilder.Takes(function, found.Kind)
                    ? found
                    : throw RequestException.Invalid($"field \"{name}\" not found in type: '{columns}'", $"{at}.{name}");
                if (RequestValues.Open(direction) is not null) to.Add(Term(steps, column, new(relation, function), direction, $"{at}.{name}"));
            }
        }
    }

    private static Ordering Term(IReadOnlyList<Relation> steps, Column column, OrderedAggregate? over, object? operand, string path)
    {
        DeclaredValue.Expect(operand, "order_by", path);
        return EnumWord.Of(operand) switch
        {
            "asc" or "asc_nulls_last" => new(steps, column, Descending: false, NullsFirst: false, over),
            "asc_nulls_first" => new(steps, column, Descending: false, NullsFirst: true, over),
            "desc" or "desc_nulls_first" => new(steps, column, Descending: true, NullsFirst: true, over),
            "desc_nulls_last" => new(steps, column, Descending: true, NullsFirst: false, over),
            _ => throw RequestException.Invalid($"unexpected value {FilterValues.Word(operand)} for type: 'order_by'", path),
        };
    }
}
