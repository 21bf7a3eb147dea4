using Flows.Server.Events;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Flows.Server.Data.Postgres;

/// <summary>
/// What has been committed, for this process at once and for other replicas by <c>notify</c>. Notices cost a commit something, so there are none
/// while no other replica lives.
/// </summary>
internal sealed class PostgresEvents : IAsyncDisposable
{
    public const string Channel = "flows_events";

    private static readonly TimeSpan LookForOthersEvery = TimeSpan.FromSeconds(30), ReconnectAfter = TimeSpan.FromSeconds(1);

    private readonly string replica = Guid.CreateVersion7().ToString("N");
    private readonly CancellationTokenSource stop = new();
    private readonly PostgresPools pools;
    private readonly EventHub hub;
    private readonly TimeProvider time;
    private readonly ILogger logger;
    private Task? listening;
    private volatile bool hasOthers;

    public PostgresEvents(PostgresPools pools, EventHub hub, TimeProvider time, ILogger logger) =>
        (this.pools, this.hub, this.time, this.logger) = (pools, hub, time, logger);

    /// <summary>Starts to listen; returns when it does, so that nothing is missed from then on.</summary>
    public async Task StartAsync()
    {
        var connection = await ConnectAsync();
        listening = Task.Run(() => ListenAsync(connection));
    }

    /// <summary>Hands events to this process.</summary>
    public void PublishHere(IReadOnlyList<ServerEvent> published)
    {
        foreach (var happened in published) hub.Publish(happened);
    }

    /// <summary>The texts that tell other replicas; none while there are no others.</summary>
    public IEnumerable<string> NoticesFor(IReadOnlyList<ServerEvent> published) => hasOthers ? EventNotice.Write(replica, published) : [];

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        if (listening is not null) await listening;
        stop.Dispose();
    }

    private async Task ListenAsync(NpgsqlConnection connection)
    {
        NpgsqlConnection? current = connection;
        while (!stop.IsCancellationRequested)
        {
            try
            {
                if (current is null)
                {
                    current = await ConnectAsync();
                    hub.Publish(new EventsMissed());
                }
                var look = time.GetTimestamp();
                while (time.GetElapsedTime(look) < LookForOthersEvery) await current.WaitAsync(LookForOthersEvery, stop.Token);
                hasOthers = await HasOthersAsync(current);
            }
            catch (OperationCanceledException)
            {
                // The server stops.
            }
            catch (Exception e) when (PostgresErrors.IsConnectionLost(e) || e is InvalidOperationException)
            {
                logger.LogWarning("The connection that listens for other replicas was lost ({Message}); it is made anew.", e.Message);
                if (current is not null) await current.DisposeAsync();
                current = null;
                await Task.Delay(ReconnectAfter, time, stop.Token).ContinueWith(_ => { }, TaskScheduler.Default);
            }
        }
        if (current is not null) await current.DisposeAsync();
    }

    private async Task<NpgsqlConnection> ConnectAsync()
    {
        var connection = await pools.OpenAloneAsync(stop.Token);
        try
        {
            connection.Notification += (_, notice) => Receive(notice.Payload);
            // Every replica's listener holds the lock together with the others; and they learn at once that there is one more.
            await using var batch = connection.CreateBatch();
            batch.BatchCommands.Add(new($"listen {Channel}"));
            batch.BatchCommands.Add(new($"select pg_advisory_lock_shared(hashtext('{Channel}'))"));
            batch.BatchCommands.Add(new($"select pg_notify('{Channel}', '{EventNotice.Hello(replica)}')"));
            await batch.ExecuteNonQueryAsync(stop.Token);
            hasOthers = await HasOthersAsync(connection);
            return connection;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    private async Task<bool> HasOthersAsync(NpgsqlConnection connection)
    {
        await using var command = connection.CreateCommand();
        command.CommandText =
            $"""
            select exists (select 1 from pg_locks l join pg_database d on d.oid = l.database and d.datname = current_database()
              where l.locktype = 'advisory' and l.objsubid = 1 and l.objid = (hashtext('{Channel}')::bigint & 4294967295)::oid and l.pid <> pg_backend_pid())
            """;
        return await command.ExecuteScalarAsync(stop.Token) is true;
    }

    private void Receive(string text)
    {
        var events = EventNotice.Read(text, replica, out var isFromOther);
        PublishHere(events);
        hasOthers |= isFromOther;
    }
}
