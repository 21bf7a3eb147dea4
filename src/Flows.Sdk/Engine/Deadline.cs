namespace Flows.Engine;

/// <summary>The time that an attempt has: its limit, then a grace period in which it may react to its token.</summary>
internal sealed class Deadline : IDisposable
{
    private readonly CancellationTokenSource timeout;
    private readonly CancellationTokenSource linked;
    private readonly ITimer giveUp;
    private readonly TaskCompletionSource reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource givenUp = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Deadline(TimeSpan limit, TimeSpan grace, TimeProvider time, CancellationToken stop)
    {
        timeout = new CancellationTokenSource(limit, time);
        linked = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, stop);
        Token = linked.Token;
        timeout.Token.UnsafeRegister(static source => ((TaskCompletionSource)source!).TrySetResult(), reached);
        giveUp = time.CreateTimer(static source => ((TaskCompletionSource)source!).TrySetResult(), givenUp, limit + grace, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Cancelled when the limit is reached, or when the flow run is to stop.</summary>
    public CancellationToken Token { get; }

    /// <summary>Waits until a call has ended or its time is over, grace included.</summary>
    /// <returns>Whether it ended within the limit.</returns>
    public async ValueTask<bool> WaitForAsync(Task call)
    {
        await Task.WhenAny(call, reached.Task).ConfigureAwait(false);
        if (!timeout.IsCancellationRequested) return true;
        await Task.WhenAny(call, givenUp.Task).ConfigureAwait(false);
        return false;
    }

    public void Dispose()
    {
        giveUp.Dispose();
        linked.Dispose();
        timeout.Dispose();
    }
}
