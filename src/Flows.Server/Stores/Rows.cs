using System.Data.Common;
using Flows.Server.Data;
using Flows.Server.Model;
using Flows.Server.Stores.Claims;

namespace Flows.Server.Stores;

/// <summary>Short words for reading rows by hand.</summary>
internal static class Rows
{
    public static string? TextOrNull(this DbDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);

    public static JsonText? JsonOrNull(this DbDataReader row, int column) => row.IsDBNull(column) ? null : new JsonText(row.GetString(column));

    public static DateTimeOffset? TimeOrNull(this DbDataReader row, int column) => row.IsDBNull(column) ? null : row.GetFieldValue<DateTimeOffset>(column);

    /// <summary>Who holds a flow run, from the columns <c>claim</c> and <c>claim_until</c>.</summary>
    public static Hold HoldAt(this DbDataReader row, int column) => new(row.IsDBNull(column) ? null : row.GetGuid(column), row.TimeOrNull(column + 1));

    /// <summary>The one row of a query, or null when there is none.</summary>
    public static async Task<T?> FindAsync<T>(this ISqlSession session, string sql, Func<DbDataReader, T> read, params (string Name, object? Value)[] arguments)
        where T : class
    {
        var rows = await session.QueryAsync(sql, read, arguments);
        return rows.Count > 0 ? rows[0] : null;
    }

    /// <summary>The identifier that a query yields, or null when it yields no row.</summary>
    public static async Task<Guid?> FindIdAsync(this ISqlSession session, string sql, params (string Name, object? Value)[] arguments)
    {
        var rows = await session.QueryAsync(sql, r => r.GetGuid(0), arguments);
        return rows.Count > 0 ? rows[0] : null;
    }
}
