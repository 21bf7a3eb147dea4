using Flows.Server.Errors;
using Flows.Server.Model;
using Flows.Server.Queries;

namespace Flows.Server.GraphQL;

/// <summary>A <c>where</c> argument as a filter.</summary>
internal sealed class FilterBuilder(FieldCollector fields)
{
    private const int MaxDepth = 12;

    /// <summary>The filter, or null when nothing is asked.</summary>
    public Filter? Build(Table table, object? value, string path) => Build(table, value, path, 1);

    private Filter? Build(Table table, object? value, string path, int depth)
    {
        var conditions = new List<Filter>();
        foreach (var (name, operand) in Object(value, $"{table.Name}_bool_exp", path))
        {
            fields.Count();
            if (depth > MaxDepth) throw new RequestException($"the filter nests deeper than {MaxDepth} levels", ErrorCodes.Limit, path);
            if (RequestValues.Open(operand) is null) continue;
            var at = $"{path}.{name}";
            conditions.AddRange(name switch
            {
                "_and" => All(table, operand, at, depth),
                "_or" => [new AnyOf([.. All(table, operand, at, depth)])],
                "_not" => [new Not(Build(table, operand, at, depth + 1) ?? AllOf.None)],
                _ => Member(table, name, operand, at, depth),
            });
        }
        return conditions.Count switch { 0 => null, 1 => conditions[0], _ => new AllOf(conditions) };
    }

    /// <summary>The members of a list of filters; one object may stand for a list of one.</summary>
    private IEnumerable<Filter> All(Table table, object? operand, string path, int depth) =>
        FilterValues.List(operand, $"{table.Name}_bool_exp", path).Select((f, i) =>
        {
            fields.Count();
            return Build(table, f, $"{path}[{i}]", depth + 1) ?? AllOf.None;
        });

    private IEnumerable<Filter> Member(Table table, string name, object? operand, string path, int depth)
    {
        if (table.Exposes(name) is { } column)
        {
            foreach (var (word, value) in Object(operand, Scalars.Comparison(column.Kind), path))
            {
                fields.Count();
                if (FilterValues.Read(column, word, value, $"{path}.{word}") is { } comparison) yield return comparison;
            }
        }
        else if (table.Relation(name) is { } relation)
        {
            yield return new Exists(relation, Build(relation.Target, operand, path, depth + 1) ?? AllOf.None);
        }
        else
        {
            throw RequestException.Invalid($"field \"{name}\" not found in type: '{table.Name}_bool_exp'", path);
        }
    }

    internal static Dictionary<string, object?> Object(object? value, string type, string path)
    {
        DeclaredValue.Expect(value, type, path);
        return RequestValues.Open(value) switch
        {
            Dictionary<string, object?> members => members,
            null => [],
            var other => throw RequestException.Invalid($"expected an object of type {type}, but found {FilterValues.Describe(other)}", path),
        };
    }
}
