using System.Data.Common;
using System.Text.Json.Nodes;
using Flows.Server.Data;
using Flows.Server.Events;
using Flows.Server.Stores;
using Microsoft.Extensions.Logging;

namespace Flows.Server.Hooks;

/// <summary>
/// Tells hooks what is noted for them: at once, again after a while when it fails, and after a restart what was left. Each replica takes some
/// events for itself for a time, so every event is sent by one, and by another if that one dies: at least once.
/// </summary>
internal sealed class HookDelivery : IAsyncDisposable
{
    private const int AtOnce = 32;

    /// <summary>How long an event that one replica has taken is left alone by the others: longer than it takes to tell.</summary>
    private static readonly TimeSpan Taken = TimeSpan.FromMinutes(1);

    /// <summary>How often to look for events that another replica has left.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly IDatabase database;
    private readonly HookSender sender;
    private readonly HookOptions options;
    private readonly Clock clock;
    private readonly ILogger<HookDelivery> logger;
    private readonly SemaphoreSlim news = new(0, 1);
    private readonly CancellationTokenSource stop = new();
    private readonly IDisposable subscription;
    private readonly Task loop;

    public HookDelivery(IDatabase database, EventHub events, HookSender sender, HookOptions options, Clock clock, ILogger<HookDelivery> logger)
    {
        (this.database, this.sender, this.options, this.clock, this.logger) = (database, sender, options, clock, logger);
        subscription = events.Subscribe(happened =>
        {
            if (happened is HookEventsWritten) Wake();
        });
        loop = Task.Run(RunAsync);
    }

    private sealed record Due(Guid Id, int Attempts, CloudHook Hook, JsonNode Event);

    public async ValueTask DisposeAsync()
    {
        subscription.Dispose();
        await stop.CancelAsync();
        await loop;
        stop.Dispose();
        news.Dispose();
    }

    private void Wake()
    {
        try
        {
            news.Release();
        }
        catch (SemaphoreFullException)
        {
            // It is awake already.
        }
    }

    private async Task RunAsync()
    {
        while (!stop.IsCancellationRequested)
        {
            try
            {
                if (await TellSomeAsync() < AtOnce) await WaitAsync();
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e)
            {
                logger.LogError(e, "Cloud hooks could not be told; they will be in {Patience}", Patience);
                await WaitAsync(Patience);
            }
        }
    }

    private async Task<int> TellSomeAsync()
    {
        var due = await database.WriteAsync(TakeAsync, stop.Token);
        if (due.Count == 0) return 0;
        var outcomes = await Task.WhenAll(due.Select(d => sender.SendAsync(d.Hook, d.Event, stop.Token)));
        await database.WriteAsync(session => NoteAsync(session, due, outcomes));
        return due.Count;
    }

    private async Task<IReadOnlyList<Due>> TakeAsync(ISqlSession session)
    {
        var now = clock.Now;
        var ids = await session.QueryAsync(
            $"""
            update cloud_hook_event set attempts = attempts + 1, next_attempt = @until, updated = @now
            where delivered is null and next_attempt <= @now and id in (
              select id from cloud_hook_event where delivered is null and next_attempt <= @now order by next_attempt limit {AtOnce})
            returning id
            """,
            r => r.GetGuid(0), ("until", now + Taken), ("now", now));
        return ids.Count == 0 ? [] : await session.QueryAsync(
            $"""
            select e.id, e.attempts, e.event, h.id, h.tenant_id, h.version_group_id, h.type, h.states, h.config
            from cloud_hook_event e join cloud_hook h on h.id = e.cloud_hook_id where {session.Dialect.In("e.id", "@ids")} order by e.id
            """,
            Read, ("ids", ids));
    }

    private static Due Read(DbDataReader row) => new(row.GetGuid(0), row.GetInt32(1), CloudHooks.Read(row, 3), JsonNode.Parse(row.GetString(2))!);

    private async Task<bool> NoteAsync(ISqlSession session, IReadOnlyList<Due> due, HookSender.Outcome?[] outcomes)
    {
        var now = clock.Now;
        await session.ExecuteEachAsync(
            "update cloud_hook_event set delivered = @delivered, next_attempt = @next, last_error = @error, updated = @now where id = @id",
            ["delivered", "next", "error", "now", "id"],
            [.. due.Zip(outcomes, (d, o) => new object?[] { o is null ? now : null, Next(d, o, now), o?.Problem, now, d.Id })]);
        return true;
    }

    private DateTimeOffset? Next(Due due, HookSender.Outcome? outcome, DateTimeOffset now)
    {
        if (outcome is null) return null;
        if (outcome.MayPass && due.Attempts <= options.Retries.Count)
        {
            logger.LogInformation("Cloud hook {Hook} could not be told of event {Event}: {Problem}; next attempt in {Delay}", due.Hook.Id, due.Id, outcome.Problem,
                options.Retries[due.Attempts - 1]);
            return now + options.Retries[due.Attempts - 1];
        }
        logger.LogWarning("Cloud hook {Hook} is not told of event {Event}, after {Attempts} attempts: {Problem}", due.Hook.Id, due.Id, due.Attempts, outcome.Problem);
        return null;
    }

    /// <summary>Waits for news, or until the next attempt is due.</summary>
    private async Task WaitAsync()
    {
        var next = await database.ReadAsync(
            session => session.QueryAsync("select min(next_attempt) from cloud_hook_event where delivered is null and next_attempt is not null",
                r => r.TimeOrNull(0)), stop.Token);
        var delay = next.Count > 0 && next[0] is { } at ? at - clock.Now : Patience;
        await WaitAsync(delay < Patience ? delay : Patience);
    }

    private async Task WaitAsync(TimeSpan delay)
    {
        if (delay <= TimeSpan.Zero) return;
        using var timer = clock.Time.CreateTimer(_ => Wake(), null, delay, Timeout.InfiniteTimeSpan);
        try
        {
            await news.WaitAsync(stop.Token);
        }
        catch (OperationCanceledException)
        {
            // The server stops; the loop sees it.
        }
    }
}
