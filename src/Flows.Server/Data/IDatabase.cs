using System.Buffers;
using Flows.Server.Sql;

namespace Flows.Server.Data;

/// <summary>The one database of a server.</summary>
internal interface IDatabase : IAsyncDisposable
{
    SqlDialect Dialect { get; }

    /// <summary>How many transactions can write at the same time with gain.</summary>
    int Writers => 1;

    /// <summary>
    /// Runs work in a transaction and returns when it is durable. Work that throws leaves nothing behind and fails alone. It may run again from
    /// its start when the database has taken nothing of it, so it changes nothing but the database.
    /// </summary>
    Task<T> WriteAsync<T>(Func<ISqlSession, Task<T>> work, CancellationToken cancellationToken = default);

    /// <summary>Runs hand-written queries on one snapshot.</summary>
    Task<T> ReadAsync<T>(Func<ISqlSession, Task<T>> work, CancellationToken cancellationToken = default);

    /// <summary>Answers root fields of the read API on one snapshot, each as a JSON value under its key.</summary>
    Task AnswerAsync(IReadOnlyList<RootPlan> roots, IBufferWriter<byte> output, CancellationToken cancellationToken = default);
}
