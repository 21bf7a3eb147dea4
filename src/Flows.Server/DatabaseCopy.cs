using Flows.Server.Data;
using Flows.Server.Data.Copying;
using Flows.Server.Data.Postgres;
using Flows.Server.Data.Sqlite;
using Flows.Server.Events;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace Flows.Server;

/// <summary>How many rows of a table have been copied.</summary>
/// <param name="Table">The table.</param>
/// <param name="Rows">How many.</param>
public sealed record CopiedRows(string Table, long Rows);

/// <summary>Moves a server's data from SQLite to PostgreSQL.</summary>
public static class DatabaseCopy
{
    /// <summary>Copies everything: all of it, or nothing when it fails on the way.</summary>
    /// <param name="from">The SQLite file, which no server may be using. It is brought to the newest schema first and otherwise stays as it is.</param>
    /// <param name="to">The PostgreSQL database, as <see cref="FlowsServerOptions.Database"/>; its tables are made, and must be empty.</param>
    /// <param name="progress">Is told now and then how far a table is, and when it is done.</param>
    /// <param name="cancellationToken">Ends it; then nothing was copied.</param>
    /// <returns>The rows of each table.</returns>
    /// <exception cref="FlowsServerException">A database cannot be used, or the target is not empty.</exception>
    public static async Task<IReadOnlyList<CopiedRows>> RunAsync(string from, string to, Action<CopiedRows>? progress = null,
        CancellationToken cancellationToken = default)
    {
        var file = Path.GetFullPath(from);
        if (PostgresAddress.IsOne(from)) throw new FlowsServerException("What is copied is a SQLite file: PostgreSQL copies its own databases with pg_dump and pg_restore.");
        if (!File.Exists(file)) throw new FlowsServerException($"There is no database {file} to copy from.");
        if (!PostgresAddress.IsOne(to))
            throw new FlowsServerException($"The target \"{to}\" is not the address of a PostgreSQL database: write postgresql://user:password@host:port/name.");
        var limits = new ReadLimits(int.MaxValue, TimeSpan.FromDays(1));
        var address = PostgresAddress.Parse(to);
        // Both are opened as a server opens them: locked against others, and in the newest schema.
        await using var source = await SqliteDatabase.OpenAsync(file, limits, TimeProvider.System, new());
        await using var target = await PostgresDatabase.OpenAsync(to, limits, TimeProvider.System, new EventHub(), NullLogger.Instance);
        try
        {
            await using var reader = SqliteConnections.OpenReader(file);
            await using var connection = new NpgsqlConnection(address.Settings.ConnectionString);
            await connection.OpenAsync(cancellationToken);
            return await new SqliteToPostgres(reader, connection, address.Display).CopyAsync(progress, cancellationToken);
        }
        catch (Exception e) when (e is NpgsqlException or SqliteException)
        {
            throw new FlowsServerException($"The copy from {file} to {address.Display} failed, and nothing was copied: {e.Message.TrimEnd('.')}.", e);
        }
    }
}
