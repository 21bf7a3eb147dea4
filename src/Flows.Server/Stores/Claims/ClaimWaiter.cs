namespace Flows.Server.Stores.Claims;

/// <summary>One agent that waits: until a time that others may bring forward.</summary>
internal sealed class ClaimWaiter(TimeProvider time, Action<ClaimWaiter> leave) : IDisposable
{
    private readonly Lock gate = new();
    private TaskCompletionSource changed = New();
    private DateTimeOffset earliest = DateTimeOffset.MaxValue;
    private bool isBlocked;

    /// <summary>Waits until a time, or until an earlier one that it has been told since the last wait.</summary>
    /// <param name="until">When to look again at the latest.</param>
    /// <param name="isBlocked">Whether a limit may be what keeps runs back, so that the end of any run is worth a look.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task WaitAsync(DateTimeOffset until, bool isBlocked, CancellationToken cancellationToken)
    {
        lock (gate) this.isBlocked = isBlocked;
        while (true)
        {
            Task told;
            TimeSpan left;
            lock (gate)
            {
                left = (earliest < until ? earliest : until) - time.GetUtcNow();
                if (left <= TimeSpan.Zero)
                {
                    earliest = DateTimeOffset.MaxValue;
                    return;
                }
                if (changed.Task.IsCompleted) changed = New();
                told = changed.Task;
            }
            await DelayAsync(left, told, cancellationToken);
        }
    }

    /// <summary>Says that something becomes due at a time.</summary>
    public void LookAt(DateTimeOffset at)
    {
        lock (gate)
        {
            if (at >= earliest) return;
            earliest = at;
            changed.TrySetResult();
        }
    }

    /// <summary>Says that a run has ended.</summary>
    public void SlotMayBeFree()
    {
        lock (gate)
            if (!isBlocked) return;
        LookAt(time.GetUtcNow());
    }

    public void Dispose() => leave(this);

    private async Task DelayAsync(TimeSpan left, Task told, CancellationToken cancellationToken)
    {
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        await Task.WhenAny(told, Task.Delay(left, time, enough.Token));
        await enough.CancelAsync();
        cancellationToken.ThrowIfCancellationRequested();
    }

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
