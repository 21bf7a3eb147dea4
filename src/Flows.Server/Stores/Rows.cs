using System.Data.Common;
using Flows.Server.Data;
using Flows.Server.Errors;
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

    /// <summary>Runs a statement on one row, in a transaction of its own.</summary>
    /// <param name="database">Where.</param>
    /// <param name="what">What the row is, for the message.</param>
    /// <param name="id">The row: the parameter <c>@id</c>.</param>
    /// <param name="sql">The statement.</param>
    /// <param name="arguments">Its other parameters.</param>
    /// <param name="cancellationToken">Gives up before it starts.</param>
    /// <exception cref="RequestException">There is no such row.</exception>
    public static Task ChangeAsync(this IDatabase database, string what, Guid id, string sql, (string Name, object? Value)[] arguments,
        CancellationToken cancellationToken) => database.WriteAsync(session => session.ChangeAsync(what, id, sql, arguments), cancellationToken);

    /// <summary>Runs a statement on one row.</summary>
    /// <exception cref="RequestException">There is no such row.</exception>
    public static async Task<bool> ChangeAsync(this ISqlSession session, string what, Guid id, string sql, params (string Name, object? Value)[] arguments) =>
        await session.ExecuteAsync(sql, [.. arguments, ("id", id)]) > 0
            ? true
            : throw new RequestException(Messages.NotFound(what, id), ErrorCodes.NotFound);

    /// <summary>Runs a statement that may break a unique index; then the protocol's words say so.</summary>
    /// <exception cref="RequestException">There is such a row already: <see cref="Messages.NotUnique"/>.</exception>
    public static async Task<T> UniqueAsync<T>(this ISqlSession session, Func<Task<T>> work)
    {
        try
        {
            return await work();
        }
        catch (DbException e) when (session.Dialect.IsUniqueViolation(e))
        {
            throw new RequestException(Messages.NotUnique, ErrorCodes.Constraint);
        }
    }
}
