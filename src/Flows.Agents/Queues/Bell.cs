namespace Flows.Agents.Queues;

/// <summary>Ends a wait early; what rings while nobody waits ends the next wait.</summary>
internal sealed class Bell
{
    private TaskCompletionSource rung = New();

    public void Set() => rung.TrySetResult();

    /// <summary>Waits for the time or for the bell.</summary>
    public async Task WaitAsync(TimeSpan longest, TimeProvider time, CancellationToken stop)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(stop);
        await Task.WhenAny(Task.Delay(longest, time, either.Token), rung.Task);
        await either.CancelAsync();
        stop.ThrowIfCancellationRequested();
        if (rung.Task.IsCompleted) rung = New();
    }

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
