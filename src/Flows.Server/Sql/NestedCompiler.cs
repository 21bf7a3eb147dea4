using Flows.Server.Model;
using Flows.Server.Queries;

namespace Flows.Server.Sql;

/// <summary>Selections below a list, and aggregates, as expressions that yield JSON.</summary>
internal sealed class NestedCompiler(SqlScope scope)
{
    private readonly SourceCompiler sources = new(scope);

    /// <summary>One selection of a row as an expression.</summary>
    /// <param name="selection">The selection.</param>
    /// <param name="alias">The row's alias.</param>
    public JsonField Field(Selection selection, string alias) => selection switch
    {
        ColumnSelection column => Column(column.Key, column.Column, alias),
        TypeNameSelection name => new(name.Key, SqlDialect.Literal(name.TypeName), ColumnKind.Text),
        RelationSelection { Relation.IsArray: true } many => new(many.Key, Many(many, alias), null),
        RelationSelection one => new(one.Key, One(one, alias), null),
        AggregateSelection aggregate => new(aggregate.Key, Aggregate(aggregate.Query, (aggregate.Relation, alias)), null),
        ComputedSelection computed => new(computed.Key, scope.Dialect.JsonBuild([.. computed.Columns.Select(c => Column(c.Name, c, alias))]), null),
        _ => throw new InvalidOperationException($"no SQL for {selection.GetType().Name}"),
    };

    /// <summary>An aggregate as a sub-select that yields one JSON object.</summary>
    /// <param name="query">What is aggregated; its selections are <see cref="AggregateFields"/> and <see cref="AggregateNodes"/>.</param>
    /// <param name="link">The relation and outer alias that the rows belong to; null at the root.</param>
    public string Aggregate(TableQuery query, (Relation Relation, string Parent)? link)
    {
        var alias = scope.NextAlias();
        // What looks at no row is one value, not one for each row.
        if (!query.Selections.Any(Gathers)) return $"(select {scope.Dialect.JsonBuild([.. query.Selections.Select(s => Part(s, alias))])})";
        // Without a limit and without nodes the table itself is aggregated; no derived table stands in the planner's way.
        var plain = query is { Limit: null, Offset: null, DistinctOn.Count: 0 } && !query.Selections.OfType<AggregateNodes>().Any();
        var from = plain
            ? $"{sources.From(query)} {alias}{sources.Where(query, alias, link)}"
            : sources.Compile(query, query.Selections, alias, link, keepOrder: false).Sql;
        return $"(select {scope.Dialect.JsonBuild([.. query.Selections.Select(s => Part(s, alias))])} from {from})";
    }

    /// <summary>Whether a part of an aggregate gathers rows; names of types do not.</summary>
    private static bool Gathers(Selection part) => part switch
    {
        AggregateNodes => true,
        AggregateFields fields => fields.Fields.Any(f => f is AggregateCount || f is AggregateFunction function && function.Columns.Any(c => c is ColumnSelection)),
        _ => false,
    };

    private static JsonField Column(string key, Column column, string alias) => new(key, $"{alias}.{SqlDialect.Quote(column.Name)}", column.Kind);

    private string Many(RelationSelection many, string parent)
    {
        var alias = scope.NextAlias();
        var fields = many.Query.Selections.Select(s => Field(s, alias)).ToList();
        return scope.Dialect.JsonArray(fields, sources.Compile(many.Query, many.Query.Selections, alias, (many.Relation, parent), keepOrder: false).Sql);
    }

    private string One(RelationSelection one, string parent)
    {
        var alias = scope.NextAlias();
        var fields = one.Query.Selections.Select(s => Field(s, alias)).ToList();
        return scope.Dialect.JsonObject(fields,
            $"{SqlDialect.Quote(one.Relation.Target.Name)} {alias} where {FilterCompiler.Link(one.Relation, alias, parent)}");
    }

    private JsonField Part(Selection part, string alias) => part switch
    {
        AggregateFields fields => new(fields.Key, scope.Dialect.JsonBuild([.. fields.Fields.Select(f => Value(f, alias))]), null),
        AggregateNodes nodes => new(nodes.Key, scope.Dialect.JsonGather([.. nodes.Selections.Select(s => Field(s, alias))]), null),
        _ => Field(part, alias),
    };

    private string Apply(string function, string expression) => function == "avg" ? scope.Dialect.Average(expression) : $"{function}({expression})";

    private string Counted(AggregateCount count, string alias)
    {
        var columns = count.Columns.Select(c => $"{alias}.{SqlDialect.Quote(c.Name)}").ToList();
        var value = columns.Count switch { 0 => "*", 1 => columns[0], _ => scope.Dialect.Tuple(columns) };
        return count.Distinct && columns.Count > 0 ? $"distinct {value}" : value;
    }

    private JsonField Value(AggregateField field, string alias)
    {
        switch (field)
        {
            case AggregateTypeName name:
                return new(name.Key, SqlDialect.Literal(name.TypeName), ColumnKind.Text);
            case AggregateCount count:
                return new(count.Key, $"count({Counted(count, alias)})", ColumnKind.Int);
            case AggregateFunction function:
                var columns = function.Columns.Select(c => Field(c, alias))
                    .Select(f => f with { Expression = f.Expression.StartsWith('\'') ? f.Expression : Apply(function.Function, f.Expression) });
                return new(function.Key, scope.Dialect.JsonBuild([.. columns]), null);
            default:
                throw new InvalidOperationException($"no SQL for {field.GetType().Name}");
        }
    }
}
