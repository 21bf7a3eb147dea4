using Flows.States;

namespace Flows.Engine;

/// <summary>
/// Ends a flow run from outside. Whoever asks says in which state the run is to end: Cancelled for a cancelled run, Failed for a
/// process that was told to leave. The first who asks is heard.
/// </summary>
internal sealed class RunStop : IDisposable
{
    private readonly CancellationTokenSource requested = new();
    private readonly CancellationTokenSource tasks = new();
    private readonly TaskCompletionSource told = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private State? state;

    /// <summary>Cancelled once the run is to end; for the engine, which reacts first.</summary>
    public CancellationToken Requested => requested.Token;

    /// <summary>Cancelled once the run is to end; for the tasks.</summary>
    public CancellationToken Token => tasks.Token;

    /// <summary>Completed once the tasks have been told to end.</summary>
    public Task Told => told.Task;

    /// <summary>The state the run is to end in; null while nobody asked for its end.</summary>
    public State? State => Volatile.Read(ref state);

    /// <summary>Asks for the end of the run.</summary>
    /// <param name="end">The state it is to end in.</param>
    public void Request(State end)
    {
        if (Interlocked.CompareExchange(ref state, end, null) is not null) return;
        requested.Cancel();

        _ = TellAsync();
    }

    /// <summary>Asks for the end of the run as Cancelled.</summary>
    public void Cancel() => Request(new Cancelled { Message = "Flow run is cancelled" });

    /// <summary>Asks for the end of the run as Cancelled when a token is cancelled.</summary>
    /// <param name="token">The token.</param>
    /// <returns>Dispose it when the run has ended.</returns>
    public CancellationTokenRegistration CancelWith(CancellationToken token) => token.UnsafeRegister(static self => ((RunStop)self!).Cancel(), this);

    /// <summary>Asynchronously, since callbacks of the tasks' own may block or throw.</summary>
    private async Task TellAsync()
    {
        try
        {
            await tasks.CancelAsync().ConfigureAwait(false);
        }
        finally
        {
            told.TrySetResult();
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        requested.Dispose();
        tasks.Dispose();
    }
}
