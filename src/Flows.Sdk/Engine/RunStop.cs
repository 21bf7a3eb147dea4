using Flows.States;

namespace Flows.Engine;

/// <summary>
/// Ends a flow run from outside. Whoever asks says in which state the run is to end: Cancelled for a cancelled run, Failed for a
/// process that was told to leave. The first who asks is heard.
/// </summary>
internal sealed class RunStop : IDisposable
{
    private readonly CancellationTokenSource source = new();
    private State? state;

    /// <summary>Cancelled once the run is to end.</summary>
    public CancellationToken Token => source.Token;

    /// <summary>The state the run is to end in; null while nobody asked for its end.</summary>
    public State? State => Volatile.Read(ref state);

    /// <summary>Asks for the end of the run.</summary>
    /// <param name="end">The state it is to end in.</param>
    public void Request(State end)
    {
        if (Interlocked.CompareExchange(ref state, end, null) is null)
            source.Cancel();
    }

    /// <summary>Asks for the end of the run as Cancelled when a token is cancelled.</summary>
    /// <param name="token">The token.</param>
    /// <returns>Dispose it when the run has ended.</returns>
    public CancellationTokenRegistration CancelWith(CancellationToken token) =>
        token.UnsafeRegister(static self => ((RunStop)self!).Request(new Cancelled { Message = "Flow run is cancelled" }), this);

    /// <inheritdoc/>
    public void Dispose() => source.Dispose();
}
