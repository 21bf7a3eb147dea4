using System.Collections.Concurrent;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Flows.TestKit.Registry;

/// <summary>One request that passed the proxy.</summary>
/// <param name="Method">HTTP's method.</param>
/// <param name="Path">The path.</param>
/// <param name="Bytes">Bytes of its body.</param>
/// <param name="Status">What was answered; 0 when the connection was broken.</param>
public sealed record ProxiedRequest(string Method, string Path, long Bytes, int Status);

/// <summary>Passes requests on to a registry, counts their bodies, and can break a connection.</summary>
public sealed class RegistryProxy : IAsyncDisposable
{
    private static readonly string[] HopHeaders = ["Transfer-Encoding", "Connection", "Keep-Alive"];

    private readonly WebApplication _app;
    private readonly HttpClient _upstream;
    private readonly ConcurrentQueue<ProxiedRequest> _requests = new();
    private long _breakAfter = -1;

    private RegistryProxy(Uri registry)
    {
        _upstream = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, UseProxy = false }) { BaseAddress = registry };
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(o =>
        {
            o.Listen(IPAddress.Loopback, 0);
            o.Limits.MaxRequestBodySize = null;
            o.Limits.MinRequestBodyDataRate = null;
        });
        builder.Services.Configure<HostOptions>(o => o.ShutdownTimeout = TimeSpan.FromSeconds(1));
        _app = builder.Build();
        _app.Run(PassAsync);
    }

    /// <summary>Host and port.</summary>
    public string Host => new Uri(_app.Urls.First()).Authority;

    /// <summary>All requests since the last <see cref="Reset"/>.</summary>
    public IReadOnlyCollection<ProxiedRequest> Requests => _requests;

    /// <summary>Bytes of bodies since the last <see cref="Reset"/>.</summary>
    public long UploadedBytes => _requests.Sum(r => r.Bytes);

    /// <summary>Starts a proxy on a free port.</summary>
    public static async Task<RegistryProxy> StartAsync(Uri registry)
    {
        var proxy = new RegistryProxy(registry);
        await proxy._app.StartAsync();
        return proxy;
    }

    /// <summary>Forgets what was counted.</summary>
    public void Reset() => _requests.Clear();

    /// <summary>Breaks the next upload whose body is longer than this, after that many bytes.</summary>
    public void BreakNextUploadAfter(long bytes) => Interlocked.Exchange(ref _breakAfter, bytes);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        _upstream.Dispose();
    }

    private async Task PassAsync(HttpContext context)
    {
        var limit = context.Request.ContentLength > Interlocked.Read(ref _breakAfter) ? Interlocked.Exchange(ref _breakAfter, -1) : -1;
        var body = new CountedBody(context.Request.Body, limit);
        try
        {
            using var request = Copy(context.Request, body);
            using var response = await _upstream.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, context.RequestAborted);
            _requests.Enqueue(new(context.Request.Method, context.Request.Path, body.Count, (int)response.StatusCode));
            await CopyAsync(response, context);
        }
        catch (Exception e) when (e is HttpRequestException or IOException or OperationCanceledException)
        {
            _requests.Enqueue(new(context.Request.Method, context.Request.Path, body.Count, 0));
            context.Abort();
        }
    }

    private static HttpRequestMessage Copy(HttpRequest from, CountedBody body)
    {
        var hasBody = from.ContentLength > 0 || from.Headers.TransferEncoding.Count > 0;
        var request = new HttpRequestMessage(new(from.Method), from.Path + from.QueryString) { Content = hasBody ? new StreamContent(body) : new ByteArrayContent([]) };
        foreach (var (name, values) in from.Headers.Where(h => !HopHeaders.Contains(h.Key, StringComparer.OrdinalIgnoreCase)))
            if (!request.Headers.TryAddWithoutValidation(name, (IEnumerable<string?>)values))
                request.Content.Headers.TryAddWithoutValidation(name, (IEnumerable<string?>)values);
        return request;
    }

    private static async Task CopyAsync(HttpResponseMessage response, HttpContext context)
    {
        context.Response.StatusCode = (int)response.StatusCode;
        foreach (var (name, values) in response.Headers.Concat(response.Content.Headers).Where(h => !HopHeaders.Contains(h.Key, StringComparer.OrdinalIgnoreCase)))
            context.Response.Headers[name] = values.ToArray();
        if (!HttpMethods.IsHead(context.Request.Method) && context.Response.StatusCode is not (204 or 304))
            await response.Content.CopyToAsync(context.Response.Body, context.RequestAborted);
    }
}
