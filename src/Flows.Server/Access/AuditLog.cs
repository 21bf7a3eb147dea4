using System.Threading.Channels;
using Flows.Server.Data;
using Flows.Server.Stores;
using Microsoft.Extensions.Logging;

namespace Flows.Server.Access;

/// <summary>
/// Writes down who has called what, in batches and not while the caller waits. What has been noted is in the database when the server has stopped; only the
/// last moments before a kill -9 may be missing.
/// </summary>
internal sealed class AuditLog : IAsyncDisposable
{
    /// <summary>Entries that may wait; beyond, callers wait.</summary>
    private const int QueueBound = 4096;

    private const int BatchBound = 500;

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private readonly Channel<object> queue = Channel.CreateBounded<object>(new BoundedChannelOptions(QueueBound) { SingleReader = true });
    private readonly CancellationTokenSource stopping = new();
    private readonly IDatabase database;
    private readonly TenantGuard guard;
    private readonly Clock clock;
    private readonly ILogger<AuditLog> logger;
    private readonly Task loop;

    public AuditLog(IDatabase database, TenantGuard guard, Clock clock, ILogger<AuditLog> logger)
    {
        (this.database, this.guard, this.clock, this.logger) = (database, guard, clock, logger);
        loop = Task.Run(LoopAsync);
    }

    /// <summary>That a key has been used.</summary>
    private sealed record KeyUse(Guid Key, DateTimeOffset Time);

    public ValueTask NoteAsync(AuditEntry entry) => queue.Writer.TryWrite(entry) ? ValueTask.CompletedTask : queue.Writer.WriteAsync(entry);

    /// <summary>Notes that a key was used; it may be forgotten when there is much to write.</summary>
    public void NoteUse(Guid key, DateTimeOffset time) => queue.Writer.TryWrite(new KeyUse(key, time));

    /// <summary>Writes what is left, and ends.</summary>
    public async ValueTask DisposeAsync()
    {
        queue.Writer.TryComplete();
        await stopping.CancelAsync();
        await loop;
        stopping.Dispose();
    }

    private async Task LoopAsync()
    {
        var batch = new List<object>(BatchBound);
        while (await queue.Reader.WaitToReadAsync())
        {
            while (batch.Count < BatchBound && queue.Reader.TryRead(out var item)) batch.Add(item);
            await WriteAsync(batch);
            batch.Clear();
        }
    }

    /// <summary>Writes a batch, again and again while the database is away; once more when the server stops.</summary>
    private async Task WriteAsync(List<object> batch)
    {
        while (true)
        {
            var isLast = stopping.IsCancellationRequested;
            try
            {
                var entries = await RowsAsync(batch.OfType<AuditEntry>());
                var uses = batch.OfType<KeyUse>().Select(u => new object?[] { u.Time, u.Key }).ToList();
                await database.WriteAsync(session => StoreAsync(session, entries, uses));
                return;
            }
            catch (Exception e)
            {
                logger.LogError(e, "{Count} entries of the audit log cannot be written; {Next}", batch.Count, isLast ? "they are lost" : "they will be tried again");
                if (isLast) return;
            }
            try
            {
                await Task.Delay(Pause, clock.Time, stopping.Token);
            }
            catch (OperationCanceledException)
            {
                // The server stops: one more attempt.
            }
        }
    }

    private async Task<List<object?[]>> RowsAsync(IEnumerable<AuditEntry> entries)
    {
        var rows = new List<object?[]>();
        foreach (var entry in entries)
        {
            rows.Add(
            [
                clock.NewId(), await TenantOfAsync(entry), entry.Time, entry.Caller.KeyId, entry.Caller.Name, entry.Mutation, AuditSubjects.Json(entry.Subjects),
                entry.Address, entry.Refusal is null, entry.Refusal,
            ]);
        }
        return rows;
    }

    /// <summary>The tenant whose admins may see the entry: the caller's, else that of the first thing that still exists.</summary>
    private async ValueTask<Guid?> TenantOfAsync(AuditEntry entry)
    {
        if (entry.Caller.TenantId is { } tenant) return tenant;
        foreach (var (field, id) in entry.Subjects)
        {
            if (AuditSubjects.TableOf(field, entry.Mutation) is { } table && await guard.OwnerAsync(table.Name, id, CancellationToken.None) is { } owner) return owner;
        }
        return null;
    }

    private static async Task<bool> StoreAsync(ISqlSession session, List<object?[]> entries, List<object?[]> uses)
    {
        // The tenant may be gone by now; its row is asked for, so that the entry stays.
        if (entries.Count > 0)
            await session.ExecuteEachAsync(
                """
                insert into audit_entry (id, tenant_id, created, updated, api_key_id, caller, mutation, subjects, address, succeeded, message)
                values (@id, (select t.id from tenant t where t.id = @tenant), @now, @now, @key, @caller, @mutation, @subjects, @address, @succeeded, @message)
                """,
                ["id", "tenant", "now", "key", "caller", "mutation", "subjects", "address", "succeeded", "message"], entries);
        if (uses.Count > 0) await session.ExecuteEachAsync("update api_key set last_used = @now where id = @id", ["now", "id"], uses);
        return true;
    }
}
