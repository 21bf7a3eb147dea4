using System.Data.Common;
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
}
