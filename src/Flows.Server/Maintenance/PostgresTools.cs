using System.ComponentModel;
using System.Data.Common;
using System.Diagnostics;
using System.Globalization;
using Flows.Server.Data;
using Flows.Server.Data.Postgres;
using Flows.Server.Model;
using Flows.Server.Sql;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace Flows.Server.Maintenance;

/// <summary>The tools of a PostgreSQL database.</summary>
internal sealed class PostgresTools(PostgresAddress address, string database) : DatabaseTools
{
    private static readonly ReadLimits Limits = new(int.MaxValue, TimeSpan.FromDays(1));

    public override string Name => address.Display;

    public override async Task<IDatabase> OpenAsync() => await PostgresDatabase.OpenAsync(database, Limits, TimeProvider.System, new(), NullLogger.Instance);

    public override async Task MigrateAsync()
    {
        await using var opened = await OpenAsync();
    }

    public override async Task VacuumAsync(bool full, Action<string> progress, CancellationToken cancellationToken)
    {
        await using var connection = await ConnectAsync(cancellationToken);
        await SchemaAsync(connection);
        foreach (var table in ServerModel.Current.Tables)
        {
            progress(table.Name);
            await RowsAsync(connection, $"vacuum ({(full ? "full, " : "")}analyze) {SqlDialect.Quote(table.Name)}", _ => true);
        }
    }

    public override async Task BackupAsync(string file, CancellationToken cancellationToken)
    {
        var partial = file + ".partial";
        try
        {
            await RunAsync("pg_dump", ["--format=custom", $"--file={partial}"], cancellationToken);
            File.Move(partial, file, overwrite: true);
        }
        finally
        {
            File.Delete(partial);
        }
    }

    public override async Task RestoreAsync(string file, bool overwrite, CancellationToken cancellationToken)
    {
        await using (var connection = await ConnectAsync(cancellationToken))
            if ((await TablesAsync(connection)).Count > 0 && !overwrite)
                throw new FlowsServerException($"The database {Name} is not empty: name a new one (createdb NAME), or add --force to replace what it holds.");
        await RunAsync("pg_restore", ["--no-owner", "--single-transaction", .. overwrite ? ["--clean", "--if-exists"] : Array.Empty<string>(), $"--dbname={address.Settings.Database}", file],
            cancellationToken);
    }

    protected override async Task<DbConnection> ConnectAsync(CancellationToken cancellationToken)
    {
        var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(address.Settings.ConnectionString) { Pooling = false }.ConnectionString);
        try
        {
            await connection.OpenAsync(cancellationToken);
            return connection;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    protected override async Task<IReadOnlyCollection<string>> TablesAsync(DbConnection connection) =>
        [.. await RowsAsync(connection, "select tablename from pg_tables where schemaname = any(current_schemas(false))", r => r.GetString(0))];

    protected override async Task<IReadOnlyDictionary<string, long>?> TableBytesAsync(DbConnection connection) => (await RowsAsync(connection,
        "select c.relname, pg_total_relation_size(c.oid) from pg_class c join pg_namespace n on n.oid = c.relnamespace where c.relkind in ('r', 'p') and n.nspname = any(current_schemas(false))",
        r => (r.GetString(0), r.GetInt64(1)))).ToDictionary(r => r.Item1, r => r.Item2, StringComparer.Ordinal);

    protected override async Task<long> TotalBytesAsync(DbConnection connection) =>
        (await RowsAsync(connection, "select pg_database_size(current_database())", r => r.GetInt64(0)))[0];

    /// <summary>Runs one of PostgreSQL's own programs. The password goes by the environment, where no list of processes shows it.</summary>
    private async Task RunAsync(string program, IReadOnlyList<string> arguments, CancellationToken cancellationToken)
    {
        var settings = address.Settings;
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardError = true };
        var variables = new (string Name, string? Value)[]
        {
            ("PGHOST", settings.Host), ("PGPORT", settings.Port.ToString(CultureInfo.InvariantCulture)), ("PGUSER", settings.Username),
            ("PGPASSWORD", settings.Password), ("PGDATABASE", settings.Database),
        };
        foreach (var (name, value) in variables)
            if (!string.IsNullOrEmpty(value)) start.Environment[name] = value;
        try
        {
            using var process = Process.Start(start)!;
            var errors = await process.StandardError.ReadToEndAsync(cancellationToken);
            await process.WaitForExitAsync(cancellationToken);
            if (process.ExitCode != 0)
                throw new FlowsServerException($"{program} has failed for {Name}: {errors.Trim().ReplaceLineEndings(" ")}");
        }
        catch (Win32Exception e)
        {
            throw new FlowsServerException($"The program {program} is not here: install PostgreSQL's client programs, or run {program} where they are.", e);
        }
    }
}
