namespace Flows.Docker.Registry;

/// <summary>Ends a transfer in which nothing moves: a large layer may take hours, a dead connection may not.</summary>
internal sealed class StallGuard : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    private readonly CancellationTokenSource stalled;
    private readonly CancellationTokenSource either;

    public StallGuard(TimeProvider timeProvider, CancellationToken cancellationToken)
    {
        stalled = new(Limit, timeProvider);
        either = CancellationTokenSource.CreateLinkedTokenSource(stalled.Token, cancellationToken);
    }

    /// <summary>Cancelled when the caller cancels or nothing moved for a minute.</summary>
    public CancellationToken Token => either.Token;

    /// <summary>Copies a stream.</summary>
    /// <param name="from">Where from.</param>
    /// <param name="to">Where to.</param>
    /// <param name="moved">Told how many bytes moved in this copy so far.</param>
    /// <exception cref="HttpIOException">Nothing moved for too long.</exception>
    public async Task CopyAsync(Stream from, Stream to, Action<long> moved)
    {
        var buffer = new byte[81920];
        var total = 0L;
        try
        {
            while (await from.ReadAsync(buffer, Token).ConfigureAwait(false) is > 0 and var count)
            {
                await to.WriteAsync(buffer.AsMemory(0, count), Token).ConfigureAwait(false);
                stalled.CancelAfter(Limit);
                moved(total += count);
            }
        }
        catch (OperationCanceledException) when (stalled.IsCancellationRequested)
        {
            throw new HttpIOException(HttpRequestError.ResponseEnded, $"no byte moved in {Limit.TotalSeconds:0} seconds");
        }
    }

    public void Dispose()
    {
        either.Dispose();
        stalled.Dispose();
    }
}
