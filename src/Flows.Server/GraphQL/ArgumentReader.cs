using Flows.Server.Errors;
using Flows.Server.Model;
using Flows.Server.Queries;
using GraphQLParser.AST;

namespace Flows.Server.GraphQL;

/// <summary>The arguments of a field that yields rows: where, order_by, limit, offset, distinct_on.</summary>
internal sealed class ArgumentReader(RequestValues values, FieldCollector fields)
{
    private readonly FilterBuilder filters = new(fields);

    /// <summary>The values that are given, by argument.</summary>
    /// <exception cref="RequestException">There is an argument that the field does not have.</exception>
    public Dictionary<string, object?> Read(GraphQLField field, string path, params ReadOnlySpan<string> known)
    {
        var given = new Dictionary<string, object?>(StringComparer.Ordinal);
        foreach (var argument in field.Arguments ?? Enumerable.Empty<GraphQLArgument>())
        {
            var name = argument.Name.StringValue;
            if (!known.Contains(name)) throw RequestException.Invalid($"\"{field.Name.StringValue}\" has no argument named \"{name}\"", path);
            var value = values.Read(argument.Value, out var isGiven);
            if (isGiven) given[name] = value;
        }
        return given;
    }

    /// <summary>Reads the arguments into a query.</summary>
    /// <returns>All that are given, <paramref name="more"/> too.</returns>
    public Dictionary<string, object?> Apply(TableQuery query, GraphQLField field, string path, params ReadOnlySpan<string> more)
    {
        var args = Read(field, path, ["where", "order_by", "limit", "offset", "distinct_on", .. more]);
        var at = $"{path}.args";
        query.Where = filters.Build(query.Table, args.GetValueOrDefault("where"), $"{at}.where");
        query.Limit = Number(args.GetValueOrDefault("limit"), $"{at}.limit");
        query.Offset = Number(args.GetValueOrDefault("offset"), $"{at}.offset");
        foreach (var item in FilterValues.List(args.GetValueOrDefault("order_by"), $"{query.Table.Name}_order_by", $"{at}.order_by"))
            OrderReader.Read(query.Order, [], query.Table, item, fields, $"{at}.order_by");
        foreach (var item in Columns(query.Table, args.GetValueOrDefault("distinct_on"), $"{at}.distinct_on")) query.DistinctOn.Add(item);
        if (query.Order.Count > 0 && query.Order.Take(query.DistinctOn.Count).Any(o => !o.IsOwn || !query.DistinctOn.Contains(o.Column)))
            throw RequestException.Invalid("\"distinct_on\" columns must match initial \"order_by\" columns", $"{at}.distinct_on");
        return args;
    }

    /// <summary>Columns by their names: one or a list.</summary>
    public static IEnumerable<Column> Columns(Table table, object? value, string path)
    {
        var type = $"{table.Name}_select_column";
        return FilterValues.List(value, type, path).Select(item =>
        {
            DeclaredValue.Expect(item, type, path);
            return table.Exposes(EnumWord.Of(item) ?? "")
                ?? throw RequestException.Invalid($"unexpected value {FilterValues.Word(item)} for type: '{type}'", path);
        });
    }

    private static long? Number(object? value, string path)
    {
        DeclaredValue.Expect(value, "Int", path);
        return RequestValues.Open(value) switch
        {
            null => null,
            long number and >= 0 => number,
            var other => throw RequestException.Invalid($"expected a non-negative whole number, but found {FilterValues.Describe(other)}", path),
        };
    }
}
