namespace Flows.Engine;

/// <summary>The time that an attempt has: its limit, then a grace period in which it may react to its token.</summary>
internal sealed class Deadline : IDisposable
{
    private readonly CancellationTokenSource timeout;
    private readonly CancellationTokenSource linked;
    private readonly TaskCompletionSource reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TimeProvider time;
    private readonly DateTimeOffset giveUp;

    public Deadline(TimeSpan limit, TimeSpan grace, TimeProvider time, CancellationToken stop)
    {
        this.time = time;
        giveUp = time.GetUtcNow() + limit + grace;
        timeout = new CancellationTokenSource(limit, time);
        linked = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, stop);
        Token = linked.Token;
        timeout.Token.UnsafeRegister(static source => ((TaskCompletionSource)source!).TrySetResult(), reached);
    }

    /// <summary>Cancelled when the limit is reached, or when the flow run is to stop.</summary>
    public CancellationToken Token { get; }

    /// <summary>Waits until a call has ended or its time is over, grace included.</summary>
    /// <returns>Whether it ended within the limit.</returns>
    public async ValueTask<bool> WaitForAsync(Task call)
    {
        await Task.WhenAny(call, reached.Task).ConfigureAwait(false);
        if (!timeout.IsCancellationRequested) return true;
        if (!call.IsCompleted && giveUp - time.GetUtcNow() is var rest && rest > TimeSpan.Zero)
            await Task.WhenAny(call, Task.Delay(rest, time, CancellationToken.None)).ConfigureAwait(false);
        return false;
    }

    public void Dispose()
    {
        linked.Dispose();
        timeout.Dispose();
    }
}
