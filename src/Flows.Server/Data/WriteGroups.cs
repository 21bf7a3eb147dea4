using Flows.Server.Errors;

namespace Flows.Server.Data;

/// <summary>
/// Gathers writes of one kind that come at the same time and hands them over together, so that many callers share a transaction and its
/// statements. A write never waits for company: what comes while others are written makes the next group.
/// </summary>
/// <typeparam name="T">What one caller writes. It carries its own refusal: a write that is refused by the rules is no exception.</typeparam>
/// <param name="write">Writes a group in a transaction and returns when it is durable.</param>
/// <param name="weigh">How heavy an item is.</param>
/// <param name="maxWeight">How heavy a group may be; one item alone may be heavier.</param>
/// <param name="writers">How many groups are written at the same time.</param>
[System.Diagnostics.CodeAnalysis.SuppressMessage("Design", "CA1001",
    Justification = "The door holds nothing to give back, since nobody asks for its wait handle; the groups live as long as the server.")]
internal sealed class WriteGroups<T>(Func<IReadOnlyList<T>, Task> write, Func<T, int> weigh, int maxWeight, int writers)
{
    /// <summary>How many callers wait in memory; more wait at the door.</summary>
    private const int QueueBound = 4096;

    private readonly SemaphoreSlim door = new(QueueBound);
    private readonly Lock gate = new();
    private readonly Queue<Waiting> queue = new();
    private int pumps;

    private sealed record Waiting(T Item, CancellationToken Cancellation)
    {
        public TaskCompletionSource Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }

    /// <summary>Writes an item and returns when it is durable.</summary>
    /// <param name="item">The item.</param>
    /// <param name="cancellationToken">Gives up while it waits for its turn.</param>
    public async Task WriteAsync(T item, CancellationToken cancellationToken)
    {
        await door.WaitAsync(cancellationToken);
        try
        {
            var waiting = new Waiting(item, cancellationToken);
            // A pump belongs to no caller: it must not carry the caller's trace or culture.
            if (Enqueue(waiting)) ThreadPool.UnsafeQueueUserWorkItem(static groups => _ = groups.PumpAsync(), this, preferLocal: false);
            await waiting.Done.Task;
        }
        finally
        {
            door.Release();
        }
    }

    private bool Enqueue(Waiting waiting)
    {
        lock (gate)
        {
            queue.Enqueue(waiting);
            if (pumps == writers) return false;
            pumps++;
            return true;
        }
    }

    private List<Waiting> Take()
    {
        var group = new List<Waiting>();
        lock (gate)
        {
            var weight = 0;
            while (queue.TryPeek(out var next) && (group.Count == 0 || weight + weigh(next.Item) <= maxWeight))
            {
                queue.Dequeue();
                if (next.Cancellation.IsCancellationRequested)
                {
                    next.Done.TrySetCanceled(next.Cancellation);
                    continue;
                }
                weight += weigh(next.Item);
                group.Add(next);
            }
            if (group.Count == 0) pumps--;
        }
        return group;
    }

    private async Task PumpAsync()
    {
        while (Take() is { Count: > 0 } group)
        {
            // One item can be what fails all, for example by a text that the database cannot hold: then each stands for itself.
            if (await WriteAsync(group) is not { } failure) continue;
            var isShared = group.Count == 1 || failure is RequestException { Code: ErrorCodes.Unavailable };
            foreach (var waiting in group)
            {
                if ((isShared ? failure : await WriteAsync([waiting])) is { } own) waiting.Done.TrySetException(own);
            }
        }
    }

    private async Task<Exception?> WriteAsync(List<Waiting> group)
    {
        try
        {
            await write(group.ConvertAll(w => w.Item));
        }
        catch (Exception e)
        {
            return e;
        }
        group.ForEach(w => w.Done.TrySetResult());
        return null;
    }
}
