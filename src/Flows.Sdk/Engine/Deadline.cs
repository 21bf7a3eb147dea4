namespace Flows.Engine;

/// <summary>The time that an attempt has: its limit, then a grace period in which it may react to its token.</summary>
internal sealed class Deadline : IDisposable
{
    private readonly CancellationTokenSource source;
    private readonly ITimer limitTimer;
    private readonly ITimer giveUpTimer;
    private readonly TaskCompletionSource givenUp = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly IEngineWatch? watch;
    private volatile bool reached;

    public Deadline(TimeSpan limit, TimeSpan grace, TimeProvider time, CancellationToken stop)
    {
        watch = time as IEngineWatch;
        source = CancellationTokenSource.CreateLinkedTokenSource(stop);
        Token = source.Token;
        limitTimer = time.CreateTimer(static self => ((Deadline)self!).Reach(), this, limit, Timeout.InfiniteTimeSpan);
        giveUpTimer = time.CreateTimer(static self => ((Deadline)self!).GiveUp(), this, TimerLimit.Cap(limit + TimerLimit.Cap(grace)), Timeout.InfiniteTimeSpan);
    }

    /// <summary>Cancelled when the limit is reached, or when the flow run is to stop.</summary>
    public CancellationToken Token { get; }

    /// <summary>Whether the limit is reached.</summary>
    public bool IsReached => reached;

    /// <summary>Waits until a call has ended, or its grace period has.</summary>
    public Task WaitForAsync(Task call) => Task.WhenAny(call, givenUp.Task);

    public void Dispose()
    {
        limitTimer.Dispose();
        giveUpTimer.Dispose();
        source.Dispose();
    }

    private void GiveUp()
    {
        watch?.GiveUpAttempt();
        givenUp.TrySetResult();
    }

    private void Reach()
    {
        reached = true;
        watch?.WorkerStarted();
        _ = CancelAsync();
    }

    /// <summary>Cancels asynchronously, since callbacks of the task's own may block or throw.</summary>
    private async Task CancelAsync()
    {
        try
        {
            await source.CancelAsync().ConfigureAwait(false);
        }
        catch (ObjectDisposedException)
        {
            // The call ended at this very moment.
        }
        finally
        {
            watch?.WorkerEnded();
        }
    }
}
