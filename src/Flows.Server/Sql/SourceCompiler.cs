using System.Globalization;
using System.Text;
using Flows.Server.Model;
using Flows.Server.Queries;

namespace Flows.Server.Sql;

/// <summary>The rows of a query as a derived table: filtered, ordered, distinct and limited, with no more columns than are used above it.</summary>
internal sealed class SourceCompiler(SqlScope scope)
{
    private readonly FilterCompiler filters = new(scope);
    private readonly RowSourceCompiler rowSources = new(scope);

    /// <summary>A derived table.</summary>
    /// <param name="Sql">The table with its alias.</param>
    /// <param name="OrderBy">The order once more, for a join above that may lose it; empty without an order.</param>
    internal readonly record struct Source(string Sql, string OrderBy);

    private readonly record struct Term(string Expression, string Direction);

    public string From(TableQuery query) => rowSources.From(query);

    public string Where(TableQuery query, string alias, (Relation Relation, string Parent)? link) =>
        filters.Where(query, alias, link is { } l ? FilterCompiler.Link(l.Relation, alias, l.Parent) : null);

    /// <summary>Compiles the rows of a query.</summary>
    /// <param name="query">The query.</param>
    /// <param name="selections">What is taken of the rows.</param>
    /// <param name="alias">The alias of the result.</param>
    /// <param name="link">The relation and the outer alias that the rows belong to, or null.</param>
    /// <param name="keepOrder">Whether the order is to be repeated above: then the sort keys are carried out.</param>
    public Source Compile(TableQuery query, IEnumerable<Selection> selections, string alias, (Relation Relation, string Parent)? link, bool keepOrder)
    {
        var inner = scope.NextAlias();
        var columns = Needed(query.Table, selections).Select(c => $"{inner}.{SqlDialect.Quote(c.Name)}").ToList();
        var (terms, joins) = Terms(query, inner);
        var outer = "";
        if (keepOrder && terms.Count > 0)
        {
            columns.AddRange(terms.Select((t, i) => $"{t.Expression} as \"#o{i}\""));
            outer = " order by " + string.Join(", ", terms.Select((t, i) => $"{alias}.\"#o{i}\"{t.Direction}"));
        }
        var from = $"{From(query)} {inner}{joins}{Where(query, inner, link)}";
        var orderBy = terms.Count > 0 ? " order by " + string.Join(", ", terms.Select(t => t.Expression + t.Direction)) : "";
        var limit = scope.Dialect.Limit(query.Limit is { } n ? scope.Add(n) : null, query.Offset is { } o ? scope.Add(o) : null);
        var list = string.Join(", ", columns);
        var rows = query.DistinctOn.Count == 0
            ? $"(select {list} from {from}{orderBy}{limit})"
            : scope.Dialect.Distinct(list, from, [.. query.DistinctOn.Select(c => $"{inner}.{SqlDialect.Quote(c.Name)}")], orderBy, limit);
        return new($"{rows} {alias}", outer);
    }

    private static List<Column> Needed(Table table, IEnumerable<Selection> selections)
    {
        var needed = selections.SelectMany(ColumnsOf).Distinct().ToList();
        return needed.Count > 0 ? needed : [table.Columns.First()];
    }

    private static IEnumerable<Column> ColumnsOf(Selection selection) => selection switch
    {
        ColumnSelection column => [column.Column],
        ComputedSelection computed => computed.Columns,
        RelationSelection relation => [relation.Relation.From],
        AggregateSelection aggregate => [aggregate.Relation.From],
        AggregateNodes nodes => nodes.Selections.SelectMany(ColumnsOf),
        AggregateFields fields => fields.Fields.SelectMany(f => f switch
        {
            AggregateCount count => count.Columns,
            AggregateFunction function => function.Columns.SelectMany(ColumnsOf),
            _ => [],
        }),
        _ => [],
    };

    /// <summary>The order's terms, distinct columns first, and the joins that lead to columns of related rows.</summary>
    private (List<Term> Terms, string Joins) Terms(TableQuery query, string alias)
    {
        var terms = query.DistinctOn.Where(d => !query.Order.Any(o => o.IsOwn && o.Column == d))
            .Select(d => new Term($"{alias}.{SqlDialect.Quote(d.Name)}", "")).ToList();
        var joins = new StringBuilder();
        var joined = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var ordering in query.Order)
        {
            var at = alias;
            var path = "";
            foreach (var step in ordering.Path)
            {
                path += "." + step.Name;
                if (!joined.TryGetValue(path, out var next))
                {
                    joined.Add(path, next = $"{alias}_{joined.Count}");
                    joins.Append(CultureInfo.InvariantCulture, $" left join {SqlDialect.Quote(step.Target.Name)} {next} on {FilterCompiler.Link(step, next, at)}");
                }
                at = next;
            }
            terms.Add(new(Expression(ordering, at), scope.Dialect.Direction(ordering)));
        }
        return (terms, joins.ToString());
    }

    private string Expression(Ordering ordering, string alias)
    {
        if (ordering.Over is not { } over) return $"{alias}.{SqlDialect.Quote(ordering.Column.Name)}";
        var other = scope.NextAlias();
        var value = over.Function == "count" ? "count(*)" : $"{over.Function}({other}.{SqlDialect.Quote(ordering.Column.Name)})";
        return $"(select {value} from {SqlDialect.Quote(over.Relation.Target.Name)} {other} where {FilterCompiler.Link(over.Relation, other, alias)})";
    }
}
