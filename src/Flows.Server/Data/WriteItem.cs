namespace Flows.Server.Data;

/// <summary>One write that waits for its turn.</summary>
internal abstract class WriteItem
{
    /// <summary>Whether its caller has gone before it started.</summary>
    public abstract bool IsAbandoned { get; }

    /// <summary>Runs the work, from its start; before <see cref="Complete"/> it may run again.</summary>
    public abstract Task RunAsync(ISqlSession session);

    /// <summary>Tells the caller that the write is durable.</summary>
    public abstract void Complete();

    public abstract void Fail(Exception exception);
}

/// <summary>A write with a result.</summary>
internal sealed class WriteItem<T>(Func<ISqlSession, Task<T>> work, CancellationToken cancellationToken) : WriteItem
{
    private readonly TaskCompletionSource<T> completion = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private T? result;

    public Task<T> Completion => completion.Task;

    public override bool IsAbandoned => cancellationToken.IsCancellationRequested;

    public override async Task RunAsync(ISqlSession session) => result = await work(session);

    public override void Complete() => completion.TrySetResult(result!);

    public override void Fail(Exception exception)
    {
        if (exception is OperationCanceledException) completion.TrySetCanceled(cancellationToken);
        else completion.TrySetException(exception);
    }
}
