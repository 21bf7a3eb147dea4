using System.Data.Common;
using Flows.Server.Data;
using Flows.Server.Data.Sqlite;
using Microsoft.Data.Sqlite;

namespace Flows.Server.Maintenance;

/// <summary>The tools of a SQLite file.</summary>
internal sealed class SqliteTools(string path, TimeProvider time) : DatabaseTools
{
    private static readonly ReadLimits Limits = new(int.MaxValue, TimeSpan.FromDays(1));

    public override string Name => path;

    public override Task<IDatabase> OpenAsync() => Task.FromResult<IDatabase>(SqliteDatabase.OpenBeside(path, Limits, time));

    public override async Task MigrateAsync()
    {
        EnsureThere();
        await using var opened = await SqliteDatabase.OpenAsync(path, Limits, time, new());
    }

    public override async Task VacuumAsync(bool full, Action<string> progress, CancellationToken cancellationToken)
    {
        EnsureThere();
        using var alone = DatabaseLock.Take(path);
        await using var connection = SqliteConnections.OpenWriter(path);
        var before = new FileInfo(path).Length;
        var vacuum = Task.Run(() => Run(connection, "vacuum"), CancellationToken.None);
        // The new content goes through the log beside the file, so the log says how far it is.
        while (await Task.WhenAny(vacuum, Task.Delay(TimeSpan.FromSeconds(1), time, cancellationToken)) != vacuum)
            progress($"{Math.Min(99, 100 * new FileInfo(path + "-wal").Length / Math.Max(1, before))} %");
        await vacuum;
        Run(connection, "pragma wal_checkpoint(truncate)");
        Run(connection, "analyze");
    }

    [System.Diagnostics.CodeAnalysis.SuppressMessage("Performance", "CA1849", Justification = "SQLite has no asynchronous calls.")]
    public override async Task BackupAsync(string file, CancellationToken cancellationToken)
    {
        EnsureThere();
        if (file == path) throw new FlowsServerException("A backup of a database cannot be the database itself: name another file.");
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        var partial = file + ".partial";
        File.Delete(partial);
        try
        {
            await using (var source = SqliteConnections.OpenReader(path))
            await using (var target = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = partial, Pooling = false }.ConnectionString))
            {
                await target.OpenAsync(cancellationToken);
                await Task.Run(() => source.BackupDatabase(target), cancellationToken);
                // One file that is complete by itself.
                Run(target, "pragma journal_mode = delete");
            }
            File.Move(partial, file, overwrite: true);
        }
        finally
        {
            File.Delete(partial);
        }
    }

    public override async Task RestoreAsync(string file, bool overwrite, CancellationToken cancellationToken)
    {
        if (File.Exists(path) && !overwrite) throw new FlowsServerException($"The database {path} exists already: name another one, or add --force to replace it.");
        var backup = new SqliteTools(file, time);
        await backup.PendingAsync(cancellationToken);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        using var alone = DatabaseLock.Take(path);
        var fresh = path + ".restoring";
        await backup.BackupAsync(fresh, cancellationToken);
        File.Move(fresh, path, overwrite: true);
        foreach (var rest in new[] { "-wal", "-shm" }) File.Delete(path + rest);
    }

    protected override Task<DbConnection> ConnectAsync(CancellationToken cancellationToken)
    {
        EnsureThere();
        return Task.FromResult<DbConnection>(SqliteConnections.OpenReader(path));
    }

    protected override async Task<IReadOnlyCollection<string>> TablesAsync(DbConnection connection) =>
        [.. await RowsAsync(connection, "select name from sqlite_master where type = 'table'", r => r.GetString(0))];

    protected override async Task<IReadOnlyDictionary<string, long>?> TableBytesAsync(DbConnection connection)
    {
        try
        {
            var rows = await RowsAsync(connection,
                "select m.tbl_name, sum(s.pgsize) from dbstat s join sqlite_master m on m.name = s.name where s.aggregate = true group by m.tbl_name",
                r => (r.GetString(0), r.GetInt64(1)));
            return rows.ToDictionary(r => r.Item1, r => r.Item2, StringComparer.Ordinal);
        }
        catch (SqliteException)
        {
            // This build of SQLite does not keep such statistics.
            return null;
        }
    }

    protected override Task<long> TotalBytesAsync(DbConnection connection) =>
        Task.FromResult(new[] { path, path + "-wal" }.Where(File.Exists).Sum(f => new FileInfo(f).Length));

    [System.Diagnostics.CodeAnalysis.SuppressMessage("Security", "CA2100", Justification = "The texts are constants.")]
    private static void Run(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        (command.CommandText, command.CommandTimeout) = (sql, 0);
        command.ExecuteNonQuery();
    }

    private void EnsureThere()
    {
        if (!File.Exists(path)) throw new FlowsServerException($"There is no database {path}: name another one with --database.");
    }
}
