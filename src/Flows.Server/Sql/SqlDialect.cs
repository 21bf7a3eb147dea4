using System.Data.Common;
using Flows.Server.Model;
using Flows.Server.Queries;

namespace Flows.Server.Sql;

/// <summary>Everything in which the databases differ. The compiler and the stores are written once on top of it.</summary>
internal abstract class SqlDialect
{
    /// <summary>Locks the rows of a select until the transaction ends; empty where one writer runs at a time.</summary>
    public abstract string ForUpdate { get; }

    /// <summary>At the end of a select: locks the rows of one of its tables until the transaction ends, and leaves out those that are locked.</summary>
    /// <param name="alias">The table's alias.</param>
    public abstract string SkipLocked(string alias);

    public static string Quote(string name) => $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    public static string Literal(string text) => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";

    /// <summary>The database's word for a kind of column.</summary>
    public abstract string TypeName(ColumnKind kind);

    /// <summary>What follows the columns of a <c>create table</c>.</summary>
    public virtual string TableOptions(Table table) => "";

    /// <summary>Indexes of a kind that only this database has.</summary>
    public virtual IEnumerable<string> MoreIndexes(string table) => [];

    /// <summary>A parameter of compiled SQL, by position from 1.</summary>
    public abstract string Parameter(int position);

    /// <summary>Gives a value to a parameter of hand-written SQL.</summary>
    public abstract void Bind(DbParameter parameter, object? value);

    /// <summary>A filter value as compiled SQL takes it, already checked against its column.</summary>
    public abstract object? FilterValue(Comparison comparison);

    /// <summary>One comparison.</summary>
    /// <param name="comparison">What is compared.</param>
    /// <param name="column">The column, with its table's alias.</param>
    /// <param name="value">Adds the parameter that holds <see cref="FilterValue"/>; called at most once.</param>
    public abstract string Compare(Comparison comparison, string column, Func<string> value);

    /// <summary>A column in a condition that is no reason to choose an index. Databases that know how often a value occurs need no such word.</summary>
    public virtual string Unindexed(string column) => column;

    /// <summary>The direction of an <c>order by</c> term, with the place of nulls.</summary>
    public abstract string Direction(Ordering ordering);

    /// <summary>A <c>limit</c>/<c>offset</c> clause from parameters; either may be null.</summary>
    public abstract string Limit(string? limit, string? offset);

    /// <summary>The first row per value of some columns, in an order.</summary>
    public abstract string Distinct(string columns, string from, IReadOnlyList<string> distinct, string orderBy, string limit);

    /// <summary>A sub-select that yields the rows of <paramref name="from"/> as one JSON array of objects.</summary>
    public abstract string JsonArray(IReadOnlyList<JsonField> fields, string from);

    /// <summary>A sub-select that yields the first row of <paramref name="from"/> as one JSON object, or null.</summary>
    public abstract string JsonObject(IReadOnlyList<JsonField> fields, string from);

    /// <summary>An expression that makes a JSON object of expressions.</summary>
    public abstract string JsonBuild(IReadOnlyList<JsonField> fields);

    /// <summary>An expression that gathers a JSON object per row into one JSON array.</summary>
    public abstract string JsonGather(IReadOnlyList<JsonField> fields);

    /// <summary>The mean of an expression over the rows, a number with a fraction.</summary>
    public virtual string Average(string expression) => $"avg({expression})";

    /// <summary>An expression that gathers one member per row into one JSON object; an empty one when there are no rows.</summary>
    public abstract string JsonMap(string key, string value);

    /// <summary>Several columns as one value that can be counted.</summary>
    public abstract string Tuple(IReadOnlyList<string> columns);

    /// <summary>Whether the labels of a run are within those of an agent: a subset, and none only within none.</summary>
    /// <param name="labels">The run's labels, a JSON array.</param>
    /// <param name="within">The agent's labels, a parameter with a JSON array.</param>
    public abstract string LabelsWithin(string labels, string within);

    /// <summary>Whether a column is among the values of a list.</summary>
    /// <param name="column">The column.</param>
    /// <param name="values">A parameter of hand-written SQL whose value is a list of Guid or of string.</param>
    public abstract string In(string column, string values);

    /// <summary>Whether a JSON array of texts holds one of the values of a list.</summary>
    /// <param name="array">The array, a column.</param>
    /// <param name="values">A parameter of hand-written SQL whose value is a list of string.</param>
    public abstract string HasAny(string array, string values);

    /// <summary>Whether a member of a JSON object is <c>false</c>; one that is missing is not.</summary>
    public abstract string IsFalse(string json, string member);

    /// <summary>Whether an error says that a row would not be unique.</summary>
    public abstract bool IsUniqueViolation(DbException exception);
}
