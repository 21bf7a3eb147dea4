using System.Collections.Concurrent;

namespace Flows.Server.Data.Sqlite;

/// <summary>As many reading connections as there are cores: a call blocks its thread, so more would only wait for one another.</summary>
internal sealed class SqliteReaders(Func<SqliteReader> open) : IDisposable
{
    private readonly SemaphoreSlim free = new(Math.Max(2, Environment.ProcessorCount));
    private readonly ConcurrentBag<SqliteReader> idle = [];

    /// <summary>Lends a reader, which stands on one snapshot until the work ends.</summary>
    public async Task<T> UseAsync<T>(Func<SqliteReader, Task<T>> work, CancellationToken cancellationToken)
    {
        await free.WaitAsync(cancellationToken);
        try
        {
            if (!idle.TryTake(out var reader)) reader = open();
            try
            {
                reader.Begin(cancellationToken);
                reader.Session.Run("begin");
                return await work(reader);
            }
            finally
            {
                reader.Begin(CancellationToken.None);
                reader.Session.Run("rollback");
                idle.Add(reader);
            }
        }
        finally
        {
            free.Release();
        }
    }

    public void Dispose()
    {
        while (idle.TryTake(out var reader)) reader.Dispose();
        free.Dispose();
    }
}
