using Flows.Client;
using Flows.Wire;
using Microsoft.Extensions.Logging;

namespace Flows.Backend;

/// <summary>
/// Sends queued log lines: every interval, or sooner when a whole batch waits, and what is left when it is disposed. A batch that
/// fails stays in the queue and is sent again.
/// </summary>
internal sealed class LogSender : IAsyncDisposable
{
    /// <summary>How long the last lines may take: less than the 30 seconds that ECS leaves a process that must stop.</summary>
    public static readonly TimeSpan LastFlush = TimeSpan.FromSeconds(20);

    /// <summary>A batch that the server refuses, while it takes calls, is given up after so many times, so that others get through.</summary>
    private const int MaxRefusals = 3;

    private static readonly TimeSpan LastFlushPause = TimeSpan.FromSeconds(1);

    private readonly FlowsClient client;
    private readonly string flowRunId;
    private readonly TimeSpan interval;
    private readonly TimeProvider time;
    private readonly LogQueue queue = new();
    private readonly CancellationTokenSource stop = new();
    private readonly SemaphoreSlim sending = new(1);
    private readonly Task loop;
    private long droppedAndSaid;
    private int refusals;

    public LogSender(FlowsClient client, string flowRunId, TimeSpan interval, TimeProvider time)
    {
        (this.client, this.flowRunId, this.interval, this.time) = (client, flowRunId, interval, time);
        loop = RunAsync(stop.Token);
    }

    /// <summary>How many lines never reached the server.</summary>
    public long Dropped => queue.Dropped;

    public void Add(LogLevel level, string name, string message, string? taskRunId) => queue.Add(new LogDocument
    {
        FlowRunId = flowRunId,
        TaskRunId = taskRunId,
        Timestamp = WireTime.Format(time.GetUtcNow()),
        Name = name,
        Level = LogLevels.Name(level),
        Message = message,
    });

    /// <summary>Sends what waits now, in one go and for a limited time: what the server does not take stays for later.</summary>
    public async Task FlushAsync()
    {
        using var limit = new CancellationTokenSource(LastFlush, time);
        try
        {
            while (!queue.IsEmpty && await SendAsync(limit.Token).ConfigureAwait(false))
            {
            }
        }
        catch (OperationCanceledException)
        {
            // The lines are still queued; the last flush tries them again.
        }
    }

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync().ConfigureAwait(false);
        await loop.ConfigureAwait(false);
        using var limit = new CancellationTokenSource(LastFlush, time);
        try
        {
            SayDropped();
            while (!queue.IsEmpty)
                if (!await SendAsync(limit.Token).ConfigureAwait(false)) await Task.Delay(LastFlushPause, time, limit.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            for (var left = queue.NextBatch(); left.Count > 0; left = queue.NextBatch()) queue.Remove(left.Count, asDropped: true);
        }

        stop.Dispose();
        sending.Dispose();
    }

    private async Task RunAsync(CancellationToken cancellationToken)
    {
        var moving = true;
        try
        {
            while (true)
            {
                await WaitAsync(moving, cancellationToken).ConfigureAwait(false);
                SayDropped();
                moving = true;
                while (moving && !queue.IsEmpty) moving = await SendAsync(cancellationToken).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // Disposed: the rest is sent there.
        }
    }

    /// <summary>Waits for the next interval, or for a full batch; while the server takes none a full batch is no reason to hurry.</summary>
    private async Task WaitAsync(bool moving, CancellationToken cancellationToken)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var tick = Task.Delay(interval, time, either.Token);
        await (moving ? Task.WhenAny(tick, queue.BatchIsFull) : tick).ConfigureAwait(false);
        await either.CancelAsync().ConfigureAwait(false);
        cancellationToken.ThrowIfCancellationRequested();
    }

    /// <summary>Sends one batch.</summary>
    /// <returns>Whether the queue moved on.</returns>
    private async Task<bool> SendAsync(CancellationToken cancellationToken)
    {
        await sending.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return await SendNextAsync(cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            sending.Release();
        }
    }

    private async Task<bool> SendNextAsync(CancellationToken cancellationToken)
    {
        var batch = queue.NextBatch();
        if (batch.Count == 0) return true;
        try
        {
            await client.WriteRunLogsAsync(batch, cancellationToken).ConfigureAwait(false);
            queue.Remove(batch.Count);
        }
        catch (FlowsClientException e)
        {
            if (e.Error is FlowsClientError.Unreachable or FlowsClientError.RateLimited || ++refusals < MaxRefusals) return false;
            queue.Remove(batch.Count, asDropped: true);
        }

        refusals = 0;
        return true;
    }

    /// <summary>Says in the log itself that lines are missing, once for each time that some were dropped.</summary>
    private void SayDropped()
    {
        var missing = queue.Dropped - droppedAndSaid;
        if (missing == 0) return;
        droppedAndSaid += missing;
        Add(LogLevel.Warning, "prefect.LogUploader", $"{missing} log lines are missing here: the server did not take them, or they came faster than it could.", null);
    }
}
