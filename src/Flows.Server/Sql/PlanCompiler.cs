using System.Text.Json;
using Flows.Server.Errors;
using Flows.Server.Model;
using Flows.Server.Queries;

namespace Flows.Server.Sql;

/// <summary>
/// A root field as one flat statement: object relations are joins, whose columns the row writer folds into objects; lists and aggregates below
/// a row are JSON sub-selects, except that lists right below a single row are statements of their own.
/// </summary>
internal sealed class PlanCompiler
{
    /// <summary>SQLite joins 64 tables at most. Object relations beyond are sub-selects.</summary>
    private const int MaxJoins = 50;

    /// <summary>PostgreSQL yields 1,664 columns at most.</summary>
    private const int MaxColumns = 1600;

    private readonly SqlScope scope;
    private readonly NestedCompiler nested;
    private readonly TableQuery query;
    private readonly List<string> columns = [];
    private readonly List<string> joins = [];

    private PlanCompiler(TableQuery query, SqlDialect dialect)
    {
        this.query = query;
        scope = new(dialect);
        nested = new(scope);
    }

    public static RowPlan Rows(TableQuery query, SqlDialect dialect) => new PlanCompiler(query, dialect).Compile();

    public static RowPlan Aggregate(TableQuery query, SqlDialect dialect)
    {
        var scope = new SqlScope(dialect);
        var sql = $"select {new NestedCompiler(scope).Aggregate(query, null)}";
        return new(sql, scope.Parameters, RowForm.Json, new([]), ComputedShape.Of(query.Selections));
    }

    private RowPlan Compile()
    {
        var alias = scope.NextAlias();
        // A list read by its own statement needs the row's id only when the row is selected, not as a column.
        var source = new SourceCompiler(scope).Compile(query, query.Selections, alias, null, keepOrder: true);
        var shape = Shape(query.Selections, alias, isTop: true);
        if (columns.Count == 0) columns.Add("1");
        var sql = $"select {string.Join(", ", columns)} from {source.Sql}{string.Concat(joins)}{(joins.Count > 0 ? source.OrderBy : "")}";
        return new(sql, scope.Parameters, query.IsSingle ? RowForm.Single : RowForm.List, shape);
    }

    private RowShape Shape(IEnumerable<Selection> selections, string alias, bool isTop, int probe = -1) =>
        new([.. selections.Select(s => Field(s, alias, isTop))], probe);

    private RowField Field(Selection selection, string alias, bool isTop)
    {
        var key = JsonEncodedText.Encode(selection.Key);
        switch (selection)
        {
            case ColumnSelection column:
                return new ValueField(key, Add($"{alias}.{SqlDialect.Quote(column.Column.Name)}"), column.Column.Kind);
            case ConstantSelection constant:
                return new LiteralField(key, constant.Text);
            case TypeNameSelection name:
                return new LiteralField(key, name.TypeName);
            case RelationSelection { Relation.IsArray: false } one when joins.Count < MaxJoins:
                return new ObjectField(key, Join(one, alias));
            case RelationSelection { Relation.IsArray: true } many
                when isTop && query.IsSingle && query.Where is Comparison { Operator: Operator.Equal } where && where.Column == many.Relation.From:
                return new PlanField(key, Rows(Below(many, where.Value), scope.Dialect));
            case ComputedSelection computed:
                return new ComputedRowField(key,
                    [.. computed.Columns.Select(c => new ValueField(JsonEncodedText.Encode(c.Name), Add($"{alias}.{SqlDialect.Quote(c.Name)}"), c.Kind))],
                    computed.Computation);
            default:
                if (ComputedShape.Of(selection) is { } inner) return new RewrittenField(key, Add(nested.Field(selection, alias).Expression), inner);
                return new ValueField(key, Add(nested.Field(selection, alias).Expression), ColumnKind.Json);
        }
    }

    private RowShape Join(RelationSelection one, string alias)
    {
        var target = $"j{joins.Count}";
        joins.Add($" left join {SqlDialect.Quote(one.Relation.Target.Name)} {target} on {FilterCompiler.Link(one.Relation, target, alias)}");
        var probe = Add($"{target}.{SqlDialect.Quote(one.Relation.To.Name)} is not null");
        return Shape(one.Query.Selections, target, isTop: false, probe);
    }

    private static TableQuery Below(RelationSelection many, object id)
    {
        var link = new Comparison(many.Relation.To, Operator.Equal, id);
        var rows = new TableQuery(many.Query.Table)
        {
            Where = many.Query.Where is { } where ? new AllOf([link, where]) : link,
            Limit = many.Query.Limit,
            Offset = many.Query.Offset,
        };
        rows.Order.AddRange(many.Query.Order);
        rows.DistinctOn.AddRange(many.Query.DistinctOn);
        rows.Selections.AddRange(many.Query.Selections);
        return rows;
    }

    private int Add(string expression)
    {
        if (columns.Count == MaxColumns) throw new RequestException($"a row may have {MaxColumns} fields, with those of its objects", ErrorCodes.Limit);
        columns.Add(expression);
        return columns.Count - 1;
    }
}
