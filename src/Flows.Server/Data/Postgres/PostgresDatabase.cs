using System.Buffers;
using Flows.Server.Data.Migrations;
using Flows.Server.Errors;
using Flows.Server.Events;
using Flows.Server.Sql;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Flows.Server.Data.Postgres;

/// <summary>A PostgreSQL database, which several replicas may share.</summary>
internal sealed class PostgresDatabase : IDatabase
{
    private readonly PostgresAddress address;
    private readonly PostgresPools pools;
    private readonly ReadLimits limits;
    private readonly PostgresRetry retry;
    private readonly PostgresEvents events;
    private readonly PostgresWriter writer;
    private readonly SemaphoreSlim free;

    private PostgresDatabase(PostgresAddress address, ReadLimits limits, TimeProvider time, EventHub hub, ILogger logger)
    {
        (this.address, this.limits) = (address, limits);
        pools = new(address, limits);
        retry = new(address, time, logger);
        events = new(pools, hub, time, logger);
        var transactions = new PostgresTransactions(pools, address, events, time);
        writer = new(pools, Dialect, transactions, retry);
        free = new(pools.Readers);
    }

    public SqlDialect Dialect { get; } = new PostgresDialect();

    // Two: while the one waits for its commit the other is put together. More of them would be smaller groups.
    public int Writers => 2;

    /// <summary>Connects and brings the database to the newest schema; replicas that start at the same time do so one after the other.</summary>
    /// <exception cref="FlowsServerException">The database cannot be used.</exception>
    public static async Task<PostgresDatabase> OpenAsync(string text, ReadLimits limits, TimeProvider time, EventHub hub, ILogger logger, Durability durability = Durability.Normal)
    {
        var address = PostgresAddress.Parse(text);
        if (durability == Durability.Full) address.Settings.Options = $"{address.Settings.Options} -c synchronous_commit=on".TrimStart();
        var database = new PostgresDatabase(address, limits, time, hub, logger);
        try
        {
            await PostgresStart.CheckAsync(database.pools, address);
            await database.MigrateAsync(time.GetUtcNow());
            await database.events.StartAsync();
            return database;
        }
        catch (Exception e)
        {
            await database.DisposeAsync();
            if (e is FlowsServerException) throw;
            throw PostgresStart.Explain(e, address);
        }
    }

    public Task<T> WriteAsync<T>(Func<ISqlSession, Task<T>> work, CancellationToken cancellationToken = default) => writer.WriteAsync(work, cancellationToken);

    public Task<T> ReadAsync<T>(Func<ISqlSession, Task<T>> work, CancellationToken cancellationToken = default) => UseReaderAsync(
        () => retry.RunAsync(
            async cleansJson =>
            {
                await using var connection = await pools.OpenReaderAsync(cancellationToken);
                await using var transaction = await connection.BeginTransactionAsync(System.Data.IsolationLevel.RepeatableRead, cancellationToken);
                var session = new PostgresSession(connection, Dialect, cleansJson, cancellationToken);
                var result = await work(session);
                await transaction.CommitAsync(cancellationToken);
                return result;
            },
            cancellationToken),
        cancellationToken);

    public Task AnswerAsync(IReadOnlyList<RootPlan> roots, IBufferWriter<byte> output, CancellationToken cancellationToken = default) => UseReaderAsync(
        async () =>
        {
            var (connection, reader) = await retry.RunAsync(_ => SendAsync(roots, cancellationToken), cancellationToken);
            await using (connection)
            await using (reader)
                await PostgresReader.WriteAsync(reader, roots, output, limits, cancellationToken);
            return true;
        },
        cancellationToken);

    public async ValueTask DisposeAsync()
    {
        await events.DisposeAsync();
        writer.Dispose();
        await pools.DisposeAsync();
        free.Dispose();
    }

    private async Task MigrateAsync(DateTimeOffset now)
    {
        await using var connection = await pools.OpenAloneAsync(CancellationToken.None);
        await using var transaction = await connection.BeginTransactionAsync();
        var session = new PostgresSession(connection, Dialect, cleansJson: false, CancellationToken.None);
        await session.ExecuteAsync("select pg_advisory_xact_lock(hashtext('flows_schema'))");
        await new Migrator(Migration.All).MigrateAsync(session, address.Display, now);
        await transaction.CommitAsync();
    }

    private async Task<(NpgsqlConnection Connection, NpgsqlDataReader? Reader)> SendAsync(IReadOnlyList<RootPlan> roots, CancellationToken cancellationToken)
    {
        var connection = await pools.OpenReaderAsync(cancellationToken);
        try
        {
            return (connection, await PostgresReader.SendAsync(connection, roots, cancellationToken));
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    private async Task<T> UseReaderAsync<T>(Func<Task<T>> read, CancellationToken cancellationToken)
    {
        await free.WaitAsync(cancellationToken);
        try
        {
            return await read();
        }
        catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.QueryCanceled)
        {
            cancellationToken.ThrowIfCancellationRequested();
            throw new RequestException($"the query took longer than {limits.Time.TotalSeconds:0} s; narrow it with where and limit", ErrorCodes.Limit);
        }
        catch (Exception e) when (retry.Explain(e) is { } told)
        {
            throw told;
        }
        finally
        {
            free.Release();
        }
    }
}
