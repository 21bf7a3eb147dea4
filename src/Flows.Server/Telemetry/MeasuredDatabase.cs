using System.Buffers;
using System.Diagnostics;
using Flows.Server.Data;
using Flows.Server.Sql;

namespace Flows.Server.Telemetry;

/// <summary>A database whose reads and writes are spans of traces and count in the metrics.</summary>
internal sealed class MeasuredDatabase(IDatabase inner) : IDatabase
{
    public SqlDialect Dialect => inner.Dialect;

    public int Writers => inner.Writers;

    public Task<T> WriteAsync<T>(Func<ISqlSession, Task<T>> work, CancellationToken cancellationToken = default) =>
        MeasureAsync("write", () => inner.WriteAsync(work, cancellationToken));

    public Task<T> ReadAsync<T>(Func<ISqlSession, Task<T>> work, CancellationToken cancellationToken = default) =>
        MeasureAsync("read", () => inner.ReadAsync(work, cancellationToken));

    public Task AnswerAsync(IReadOnlyList<RootPlan> roots, IBufferWriter<byte> output, CancellationToken cancellationToken = default) => MeasureAsync("answer",
        async () =>
        {
            await inner.AnswerAsync(roots, output, cancellationToken);
            return true;
        });

    public ValueTask DisposeAsync() => inner.DisposeAsync();

    private static async Task<T> MeasureAsync<T>(string kind, Func<Task<T>> runAsync)
    {
        using var span = ServerTraces.Source.StartActivity($"database {kind}", ActivityKind.Client);
        var (begun, failed) = (Stopwatch.GetTimestamp(), true);
        try
        {
            var result = await runAsync();
            failed = false;
            return result;
        }
        finally
        {
            if (failed) span?.SetStatus(ActivityStatusCode.Error);
            ServerMeters.Database.Record(Stopwatch.GetElapsedTime(begun).TotalSeconds, new("kind", kind), new("outcome", ServerMeters.Outcome(failed)));
        }
    }
}
