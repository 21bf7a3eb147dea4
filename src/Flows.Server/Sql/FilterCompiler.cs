using Flows.Server.Model;
using Flows.Server.Queries;

namespace Flows.Server.Sql;

/// <summary>Filters as SQL conditions.</summary>
internal sealed class FilterCompiler(SqlScope scope)
{
    private const int MaxChain = 50;

    /// <summary>A <c>where</c> clause for the rows of a query, empty when there is no condition.</summary>
    /// <param name="query">The query.</param>
    /// <param name="alias">The table's alias.</param>
    /// <param name="link">A condition that ties the rows to those of an outer query, or null.</param>
    public string Where(TableQuery query, string alias, string? link)
    {
        var conditions = new List<string>();
        if (link is not null) conditions.Add(link);
        if (query.Where is not null) conditions.Add(Condition(query.Where, alias));
        if (query.Scope is { } seen)
            conditions.Add(scope.Dialect.Compare(
                seen, scope.Dialect.Unindexed($"{alias}.{SqlDialect.Quote(seen.Column.Name)}"), () => scope.Add(scope.Dialect.FilterValue(seen))));
        return conditions.Count == 0 ? "" : $" where {string.Join(" and ", conditions)}";
    }

    public static string Link(Relation relation, string alias, string parent) =>
        $"{alias}.{SqlDialect.Quote(relation.To.Name)} = {parent}.{SqlDialect.Quote(relation.From.Name)}";

    private string Condition(Filter filter, string alias) => filter switch
    {
        AllOf { Filters.Count: 0 } => "1 = 1",
        AnyOf { Filters.Count: 0 } => "1 = 0",
        AllOf all => Joined(all.Filters, " and ", alias),
        AnyOf any => Joined(any.Filters, " or ", alias),
        Not not => $"(not {Condition(not.Filter, alias)})",
        Exists exists => Related(exists, alias),
        Comparison comparison => scope.Dialect.Compare(
            comparison, $"{alias}.{SqlDialect.Quote(comparison.Column.Name)}", () => scope.Add(scope.Dialect.FilterValue(comparison))),
        _ => throw new InvalidOperationException($"no SQL for {filter.GetType().Name}"),
    };

    // In halves: SQLite takes a chain of a thousand for an expression that is a thousand levels deep, and refuses it.
    private string Joined(IReadOnlyList<Filter> filters, string word, string alias) => filters.Count > MaxChain
        ? $"({Joined([.. filters.Take(filters.Count / 2)], word, alias)}{word}{Joined([.. filters.Skip(filters.Count / 2)], word, alias)})"
        : $"({string.Join(word, filters.Select(f => Condition(f, alias)))})";

    private string Related(Exists exists, string alias)
    {
        var other = scope.NextAlias();
        var condition = $"{Link(exists.Relation, other, alias)} and {Condition(exists.Filter, other)}";
        return $"exists (select 1 from {SqlDialect.Quote(exists.Relation.Target.Name)} {other} where {condition})";
    }
}
