using System.Data.Common;
using System.Globalization;
using Flows.Server.Data;
using Flows.Server.Data.Migrations;
using Flows.Server.Model;
using Flows.Server.Sql;

namespace Flows.Server.Maintenance;

/// <summary>What can be done with a database from outside the server: in part the same everywhere, in part by each database's own means.</summary>
internal abstract class DatabaseTools
{
    public abstract string Name { get; }

    /// <summary>Opens it for reads and writes beside the servers that use it.</summary>
    public abstract Task<IDatabase> OpenAsync();

    public abstract Task MigrateAsync();

    public abstract Task VacuumAsync(bool full, Action<string> progress, CancellationToken cancellationToken);

    public abstract Task BackupAsync(string file, CancellationToken cancellationToken);

    public abstract Task RestoreAsync(string file, bool overwrite, CancellationToken cancellationToken);

    /// <summary>Runs something and tells what the database says against it in a sentence.</summary>
    public async Task<T> GuardAsync<T>(string what, Func<Task<T>> runAsync)
    {
        try
        {
            return await runAsync();
        }
        catch (Exception e) when (e is DbException or IOException or UnauthorizedAccessException)
        {
            throw new FlowsServerException($"The database {Name} cannot be {what}: {e.Message.TrimEnd('.')}.", e);
        }
    }

    public async Task<DatabaseStats> StatsAsync(CancellationToken cancellationToken)
    {
        await using var connection = await ConnectAsync(cancellationToken);
        var schema = await SchemaAsync(connection);
        var bytes = await TableBytesAsync(connection);
        var there = await TablesAsync(connection);
        var tables = new List<TableStats>();
        foreach (var table in ServerModel.Current.Tables.Where(t => there.Contains(t.Name)))
        {
            var name = SqlDialect.Quote(table.Name);
            var rows = (await RowsAsync(connection, $"select count(*) from {name}", r => r.GetInt64(0)))[0];
            tables.Add(new(table.Name, rows, bytes?.GetValueOrDefault(table.Name), await MadeAsync(connection, $"select id from {name} order by id limit 1"),
                await MadeAsync(connection, $"select id from {name} order by id desc limit 1")));
        }
        return new(Name, schema, Newest, await TotalBytesAsync(connection), [.. tables.OrderByDescending(t => t.Rows).ThenBy(t => t.Table, StringComparer.Ordinal)]);
    }

    public async Task<IReadOnlyList<SchemaStep>> PendingAsync(CancellationToken cancellationToken)
    {
        await using var connection = await ConnectAsync(cancellationToken);
        var schema = await SchemaAsync(connection);
        if (schema > Newest)
            throw new FlowsServerException($"The database {Name} has schema {schema}, made by a newer version of Flows; this one knows schema {Newest}. Update Flows.");
        return [.. Migration.All.Where(s => s.Number > schema).Select(s => new SchemaStep(s.Number, s.Name))];
    }

    public async Task EnsureNewestAsync(CancellationToken cancellationToken)
    {
        if ((await PendingAsync(cancellationToken)).Count > 0)
            throw new FlowsServerException($"The database {Name} has an older schema: bring it up to date first with \"flows server db migrate\", or by starting a server on it.");
    }

    protected static int Newest => Migration.All.Count == 0 ? Migration.First : Migration.All[^1].Number;

    /// <summary>Connects for reading.</summary>
    protected abstract Task<DbConnection> ConnectAsync(CancellationToken cancellationToken);

    /// <summary>The names of the tables that are there.</summary>
    protected abstract Task<IReadOnlyCollection<string>> TablesAsync(DbConnection connection);

    /// <summary>The bytes of each table with its indexes; null when the database cannot say.</summary>
    protected abstract Task<IReadOnlyDictionary<string, long>?> TableBytesAsync(DbConnection connection);

    protected abstract Task<long> TotalBytesAsync(DbConnection connection);

    /// <summary>The schema that the database has.</summary>
    /// <exception cref="FlowsServerException">It is no database of a server.</exception>
    protected async Task<int> SchemaAsync(DbConnection connection) => (await TablesAsync(connection)).Contains(Migrator.History)
        ? (await RowsAsync(connection, $"select max(number) from {Migrator.History}", r => r.IsDBNull(0) ? 0 : r.GetInt32(0)))[0]
        : throw new FlowsServerException($"The database {Name} holds no data of a Flows server: name another one with --database, or start a server on it.");

    [System.Diagnostics.CodeAnalysis.SuppressMessage("Security", "CA2100", Justification = "Names come from the table descriptions.")]
    protected static async Task<IReadOnlyList<T>> RowsAsync<T>(DbConnection connection, string sql, Func<DbDataReader, T> read)
    {
        await using var command = connection.CreateCommand();
        (command.CommandText, command.CommandTimeout) = (sql, 0);
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<T>();
        while (await reader.ReadAsync()) rows.Add(read(reader));
        return rows;
    }

    /// <summary>Ids begin with the time at which the server made them.</summary>
    private static async Task<DateTimeOffset?> MadeAsync(DbConnection connection, string sql) =>
        (await RowsAsync(connection, sql, r => r.GetGuid(0))) is [{ Version: 7 } id]
            ? DateTimeOffset.FromUnixTimeMilliseconds(long.Parse(id.ToString("N").AsSpan(0, 12), NumberStyles.HexNumber, CultureInfo.InvariantCulture))
            : null;
}
