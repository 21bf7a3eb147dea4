using System.Diagnostics;
using Hangfire;
using Hangfire.PostgreSql;

namespace Flows.Bench.Server;

/// <summary>What a .NET team would otherwise take: jobs in Hangfire on the same PostgreSQL, created and finished.</summary>
internal static class HangfirePeer
{
    private const int Workers = 20;

    /// <summary>Creates jobs, lets a server of 20 workers (its default) do them, and returns how many were finished in a second, creation included.</summary>
    public static async Task<double> RunAsync(string connection, int jobs)
    {
        var storage = new PostgreSqlStorage(
            new Hangfire.PostgreSql.Factories.NpgsqlConnectionFactory(connection, new(), null),
            new() { QueuePollInterval = TimeSpan.FromMilliseconds(50), EnableTransactionScopeEnlistment = false });
        var before = storage.GetMonitoringApi().SucceededListCount();
        var client = new BackgroundJobClient(storage);
        using var server = new BackgroundJobServer(new BackgroundJobServerOptions { WorkerCount = Workers }, storage);
        var started = Stopwatch.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, 8).Select(n => Task.Run(() =>
        {
            for (var i = n; i < jobs; i += 8) client.Enqueue(() => Work());
        }))).ConfigureAwait(false);
        while (storage.GetMonitoringApi().SucceededListCount() - before < jobs) await Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System).ConfigureAwait(false);
        return jobs / Stopwatch.GetElapsedTime(started).TotalSeconds;
    }

    /// <summary>The job: nothing, so that only the storage counts.</summary>
    public static void Work()
    {
    }
}
