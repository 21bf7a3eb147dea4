using System.Net;
using System.Text.Json.Nodes;

namespace Flows.Server.Hooks;

/// <summary>Sends what a hook is told.</summary>
internal sealed class HookSender : IDisposable
{
    private const int MaxRedirections = 3;

    private readonly HttpClient http;
    private readonly HookRequests requests;
    private readonly HookOptions options;
    private readonly TimeProvider time;

    public HookSender(HookOptions options, HookRequests requests, TimeProvider time)
    {
        (this.options, this.requests, this.time) = (options, requests, time);
        var guard = new AddressGuard(options.AllowedNetworks);
        // A proxy would look names up by itself, behind the guard.
        http = new(new SocketsHttpHandler
        {
            ConnectCallback = guard.ConnectAsync,
            UseProxy = false,
            UseCookies = false,
            MaxAutomaticRedirections = MaxRedirections,
            PooledConnectionLifetime = TimeSpan.FromMinutes(1),
        })
        { Timeout = Timeout.InfiniteTimeSpan };
    }

    /// <summary>How a hook took what it was told: null is well.</summary>
    /// <param name="Problem">What went wrong, without the address, whose path is often a secret.</param>
    /// <param name="MayPass">Whether another attempt may go better.</param>
    internal sealed record Outcome(string Problem, bool MayPass);

    public async Task<Outcome?> SendAsync(CloudHook hook, JsonNode happened, CancellationToken cancellationToken)
    {
        foreach (var request in requests.For(hook, happened))
            using (request)
                if (await SendAsync(request, cancellationToken) is { } outcome)
                    return outcome;
        return null;
    }

    public void Dispose() => http.Dispose();

    private async Task<Outcome?> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(options.Timeout, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, both.Token);
            if (response.IsSuccessStatusCode) return null;
            var mayPass = (int)response.StatusCode >= 500 || response.StatusCode is HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests;
            return new($"it answered with status {(int)response.StatusCode}", mayPass);
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested)
        {
            return new($"it did not answer within {options.Timeout.TotalSeconds:0.#} s", MayPass: true);
        }
        catch (HttpRequestException e) when (e.InnerException is HookRefusedException refused)
        {
            return new(refused.Message, MayPass: false);
        }
        catch (HttpRequestException e)
        {
            return new($"it cannot be reached ({(e.InnerException ?? e).Message.TrimEnd('.')})", MayPass: true);
        }
    }
}
