namespace Flows.Sdk.Tests.Client;

/// <summary>A server that takes calls and never answers.</summary>
internal sealed class SilentHandler : HttpMessageHandler
{
    private int pending;

    /// <summary>How many calls wait.</summary>
    public int Pending => Volatile.Read(ref pending);

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var never = new TaskCompletionSource<HttpResponseMessage>();
        await using var registration = cancellationToken.Register(() => never.TrySetCanceled(cancellationToken));
        Interlocked.Increment(ref pending);
        try
        {
            return await never.Task;
        }
        finally
        {
            Interlocked.Decrement(ref pending);
        }
    }
}
