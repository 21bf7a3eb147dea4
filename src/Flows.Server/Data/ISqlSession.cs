using System.Data.Common;
using Flows.Server.Events;
using Flows.Server.Model;
using Flows.Server.Sql;

namespace Flows.Server.Data;

/// <summary>Hand-written SQL inside one transaction. Parameters are <c>@name</c> on every database.</summary>
/// <remarks>On SQLite every call ends before it returns; code in a write may await nothing but its session.</remarks>
internal interface ISqlSession
{
    SqlDialect Dialect { get; }

    /// <summary>Runs a statement.</summary>
    /// <returns>How many rows it changed.</returns>
    Task<int> ExecuteAsync(string sql, params ReadOnlySpan<(string Name, object? Value)> arguments);

    /// <summary>Runs a query, or a statement with <c>returning</c>, and reads all rows.</summary>
    Task<IReadOnlyList<T>> QueryAsync<T>(string sql, Func<DbDataReader, T> read, params ReadOnlySpan<(string Name, object? Value)> arguments);

    /// <summary>Runs one statement once for each row of arguments, in order; where the database is across a network, in one round trip.</summary>
    /// <param name="sql">The statement.</param>
    /// <param name="names">The parameters that a row of arguments fills.</param>
    /// <param name="rows">The arguments.</param>
    /// <returns>How many rows all of them changed together.</returns>
    Task<int> ExecuteEachAsync(string sql, IReadOnlyList<string> names, IReadOnlyList<object?[]> rows);

    /// <summary>Adds rows to a table by the fastest way that the database has. A row that breaks a constraint fails all.</summary>
    /// <param name="table">The table.</param>
    /// <param name="columns">The columns that a row fills; the others take their defaults.</param>
    /// <param name="rows">The rows.</param>
    Task InsertAsync(Table table, IReadOnlyList<string> columns, IReadOnlyList<object?[]> rows);

    /// <summary>Tells something to all replicas once the transaction is committed; nothing when it is not.</summary>
    void Publish(ServerEvent happened);
}
