using Flows.Server.Data.Postgres;
using Flows.Server.Maintenance;
using Flows.Server.Services.Pruning;
using Flows.Server.Stores;

namespace Flows.Server;

/// <summary>Looks after a server's database: also while servers use it, unless a method says otherwise.</summary>
/// <param name="database">A SQLite file or the address of a PostgreSQL database, as <see cref="FlowsServerOptions.Database"/>.</param>
/// <param name="time">The clock. <value>The default is the system's.</value></param>
public sealed class ServerDatabase(string database, TimeProvider? time = null)
{
    private readonly TimeProvider time = time ?? TimeProvider.System;

    private readonly DatabaseTools tools = PostgresAddress.IsOne(database)
        ? new PostgresTools(PostgresAddress.Parse(database), database)
        : new SqliteTools(Path.GetFullPath(database), time ?? TimeProvider.System);

    /// <summary>The database for people: the path of its file, or its address without a password.</summary>
    public string Name => tools.Name;

    /// <summary>How large it is, table by table. It counts all rows, which takes a while for many millions.</summary>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>The sizes, largest table first.</returns>
    /// <exception cref="FlowsServerException">The database cannot be read.</exception>
    public Task<DatabaseStats> StatsAsync(CancellationToken cancellationToken = default) => tools.GuardAsync("read", () => tools.StatsAsync(cancellationToken));

    /// <summary>The steps to the newest schema that the database lacks.</summary>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="FlowsServerException">The database cannot be read, or a newer program has made it.</exception>
    public Task<IReadOnlyList<SchemaStep>> PendingAsync(CancellationToken cancellationToken = default) => tools.GuardAsync("read", () => tools.PendingAsync(cancellationToken));

    /// <summary>Brings the database to the newest schema, as a server does when it starts. No server may be using a SQLite file.</summary>
    /// <exception cref="FlowsServerException">The database cannot be used; then it is as before.</exception>
    public Task MigrateAsync() => tools.MigrateAsync();

    /// <summary>Deletes what is older than it shall become, in small steps beside the servers that use the database.</summary>
    /// <param name="retention">How old things may become.</param>
    /// <param name="dryRun">Whether to count only.</param>
    /// <param name="progress">Is told after each step what it deleted.</param>
    /// <param name="cancellationToken">Ends it between two steps; what has been deleted stays so.</param>
    /// <returns>How many rows of each kind were deleted, or would be.</returns>
    /// <exception cref="FlowsServerException">The database cannot be used, or is not in the newest schema.</exception>
    public Task<IReadOnlyList<PruneCount>> PruneAsync(RetentionOptions retention, bool dryRun = false, Action<PruneCount>? progress = null,
        CancellationToken cancellationToken = default) => tools.GuardAsync("pruned", async () =>
    {
        await tools.EnsureNewestAsync(cancellationToken);
        await using var open = await tools.OpenAsync();
        var pruner = new Pruner(open, new Clock(time), retention);
        return dryRun ? await pruner.CountAsync(cancellationToken) : await pruner.PruneAsync(null, progress, cancellationToken);
    });

    /// <summary>Gives back the room of deleted rows. No server may be using a SQLite file; it needs as much free disk as the file is large.</summary>
    /// <param name="full">Whether PostgreSQL writes the tables anew, which blocks servers, instead of only marking the room as free.</param>
    /// <param name="progress">Is told, in a sentence, how far it is.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="FlowsServerException">The database cannot be used.</exception>
    public Task VacuumAsync(bool full = false, Action<string>? progress = null, CancellationToken cancellationToken = default) => tools.GuardAsync("vacuumed", async () =>
    {
        await tools.VacuumAsync(full, progress ?? (_ => { }), cancellationToken);
        return true;
    });

    /// <summary>Writes all data, as it is at one moment, to a file: a SQLite file, or for PostgreSQL what <c>pg_dump</c> makes.</summary>
    /// <param name="file">The file.</param>
    /// <param name="overwrite">Whether it may replace a file that is there.</param>
    /// <param name="cancellationToken">Ends it; then there is no file.</param>
    /// <exception cref="FlowsServerException">The database cannot be read, or the file not be written.</exception>
    public Task BackupAsync(string file, bool overwrite = false, CancellationToken cancellationToken = default) => tools.GuardAsync("backed up", async () =>
    {
        var target = Path.GetFullPath(file);
        if (File.Exists(target) && !overwrite) throw new FlowsServerException($"The file {target} exists already: name another one, or add --force to replace it.");
        await tools.BackupAsync(target, cancellationToken);
        return true;
    });

    /// <summary>Puts a backup in place of the database. No server may be using it.</summary>
    /// <param name="file">What <see cref="BackupAsync"/> has written.</param>
    /// <param name="overwrite">Whether it may replace data that is there.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="FlowsServerException">The file is no backup, or there is data already; then it is as before.</exception>
    public Task RestoreAsync(string file, bool overwrite = false, CancellationToken cancellationToken = default) => tools.GuardAsync("restored", async () =>
    {
        var source = Path.GetFullPath(file);
        if (!File.Exists(source)) throw new FlowsServerException($"There is no backup {source}.");
        await tools.RestoreAsync(source, overwrite, cancellationToken);
        return true;
    });
}
