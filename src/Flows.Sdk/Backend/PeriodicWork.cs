namespace Flows.Backend;

/// <summary>Does something again and again until it is disposed. A failure is told and the next round comes all the same.</summary>
internal sealed class PeriodicWork : IAsyncDisposable
{
    private readonly CancellationTokenSource stop = new();
    private readonly Task loop;

    public PeriodicWork(TimeSpan interval, TimeProvider time, Func<CancellationToken, Task> work, Action<Exception> failed) =>
        loop = RunAsync(new PeriodicTimer(interval, time), work, failed, stop.Token);

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync().ConfigureAwait(false);
        await loop.ConfigureAwait(false);
        stop.Dispose();
    }

    private static async Task RunAsync(PeriodicTimer timer, Func<CancellationToken, Task> work, Action<Exception> failed, CancellationToken stop)
    {
        using (timer)
        {
            try
            {
                while (await timer.WaitForNextTickAsync(stop).ConfigureAwait(false)) await RoundAsync(work, failed, stop).ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
                // Disposed: that is how it ends.
            }
        }
    }

    private static async Task RoundAsync(Func<CancellationToken, Task> work, Action<Exception> failed, CancellationToken stop)
    {
        try
        {
            await work(stop).ConfigureAwait(false);
        }
        catch (Exception e) when (!stop.IsCancellationRequested)
        {
            failed(e);
        }
    }
}
