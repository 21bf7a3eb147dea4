using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Flows.Server.Data.Migrations;
using Flows.Server.Errors;
using Flows.Server.Events;
using Flows.Server.Sql;
using Microsoft.Data.Sqlite;

namespace Flows.Server.Data.Sqlite;

/// <summary>A SQLite file: one writer, some readers.</summary>
internal sealed class SqliteDatabase : IDatabase
{
    private static readonly JsonWriterOptions Json = new() { SkipValidation = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly DatabaseLock? fileLock;
    private readonly SqliteWriter writer;
    private readonly SqliteReaders readers;

    private SqliteDatabase(string path, DatabaseLock? fileLock, ReadLimits limits, TimeProvider time, EventHub events, Durability durability)
    {
        this.fileLock = fileLock;
        writer = new(SqliteConnections.OpenWriter(path, durability), Dialect, events);
        readers = new(() => new(path, Dialect, limits, time));
    }

    public SqlDialect Dialect { get; } = new SqliteDialect();

    /// <summary>Opens the file, makes it when it is not there, and brings it to the newest schema.</summary>
    /// <exception cref="FlowsServerException">The file cannot be used.</exception>
    public static async Task<SqliteDatabase> OpenAsync(string path, ReadLimits limits, TimeProvider time, EventHub events, Durability durability = Durability.Normal)
    {
        if (string.IsNullOrWhiteSpace(path)) throw new FlowsServerException("The database has no name: name a file in a folder that can be written.");
        var full = Path.GetFullPath(path);
        DatabaseLock? fileLock = null;
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(full)!);
            fileLock = DatabaseLock.Take(full);
            var database = new SqliteDatabase(full, fileLock, limits, time, events, durability);
            try
            {
                var migrator = new Migrator(Migration.All);
                await database.WriteAsync(async session =>
                {
                    await migrator.MigrateAsync(session, full, time.GetUtcNow());
                    return true;
                });
                return database;
            }
            catch
            {
                await database.DisposeAsync();
                throw;
            }
        }
        catch (Exception e) when (e is SqliteException or RequestException { Code: ErrorCodes.Unavailable } or IOException or UnauthorizedAccessException)
        {
            fileLock?.Dispose();
            throw new FlowsServerException($"The database {full} cannot be opened: {e.Message.TrimEnd('.')}. Name a file in a folder that can be written.", e);
        }
    }

    /// <summary>Opens the file, which must be in the newest schema, beside the server that may be using it: SQLite lets one write after the other.</summary>
    public static SqliteDatabase OpenBeside(string path, ReadLimits limits, TimeProvider time) => new(path, null, limits, time, new(), Durability.Normal);

    public Task<T> WriteAsync<T>(Func<ISqlSession, Task<T>> work, CancellationToken cancellationToken = default) => writer.WriteAsync(work, cancellationToken);

    public Task<T> ReadAsync<T>(Func<ISqlSession, Task<T>> work, CancellationToken cancellationToken = default) =>
        readers.UseAsync(reader => work(reader.Session), cancellationToken);

    public Task AnswerAsync(IReadOnlyList<RootPlan> roots, IBufferWriter<byte> output, CancellationToken cancellationToken = default) =>
        readers.UseAsync(
            reader =>
            {
                using var json = new Utf8JsonWriter(output, Json);
                json.WriteStartObject();
                foreach (var root in roots)
                {
                    json.WritePropertyName(root.Key);
                    if (root.Plan is { } plan) reader.Write(json, plan);
                    else json.WriteRawValue(root.Json!, skipInputValidation: true);
                }
                json.WriteEndObject();
                return Task.FromResult(true);
            },
            cancellationToken);

    public async ValueTask DisposeAsync()
    {
        readers.Dispose();
        await writer.DisposeAsync();
        fileLock?.Dispose();
    }
}
