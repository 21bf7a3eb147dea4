using Flows.Server.Sql;

namespace Flows.Server.Data.Postgres;

/// <summary>Work that has a transaction of its own, on one of a few connections.</summary>
internal sealed class PostgresWriter(PostgresPools pools, SqlDialect dialect, PostgresTransactions transactions, PostgresRetry retry) : IDisposable
{
    private readonly SemaphoreSlim free = new(pools.Writers);

    public async Task<T> WriteAsync<T>(Func<ISqlSession, Task<T>> work, CancellationToken cancellationToken)
    {
        await free.WaitAsync(cancellationToken);
        try
        {
            // Once it has begun it is not given up: half of it may be on its way.
            return await retry.RunAsync(cleansJson => OnceAsync(work, cleansJson), CancellationToken.None);
        }
        finally
        {
            free.Release();
        }
    }

    public void Dispose() => free.Dispose();

    private async Task<T> OnceAsync<T>(Func<ISqlSession, Task<T>> work, bool cleansJson)
    {
        await using var connection = await pools.OpenWriterAsync(CancellationToken.None);
        await using var transaction = await connection.BeginTransactionAsync();
        var session = new PostgresSession(connection, dialect, cleansJson, CancellationToken.None);
        var result = await work(session);
        await transactions.CommitAsync(connection, transaction, session.Published);
        return result;
    }
}
