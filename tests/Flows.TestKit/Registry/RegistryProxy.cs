using System.Collections.Concurrent;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Flows.TestKit.Registry;

/// <summary>Passes requests on to a registry, counts their bodies, and can break a connection.</summary>
public sealed class RegistryProxy : IAsyncDisposable
{
    private static readonly string[] HopHeaders = ["Transfer-Encoding", "Connection", "Keep-Alive"];

    private readonly WebApplication app;
    private readonly HttpClient upstream;
    private readonly ConcurrentDictionary<string, RegistryTraffic> watched = new();
    private readonly ConcurrentDictionary<string, long> breaks = new();

    private RegistryProxy(Uri registry)
    {
        upstream = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, UseProxy = false }) { BaseAddress = registry };
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(o =>
        {
            o.Listen(IPAddress.Loopback, 0);
            o.Limits.MaxRequestBodySize = null;
            o.Limits.MinRequestBodyDataRate = null;
        });
        builder.Services.Configure<HostOptions>(o => o.ShutdownTimeout = TimeSpan.FromSeconds(1));
        app = builder.Build();
        app.Run(PassAsync);
    }

    /// <summary>Host and port.</summary>
    public string Host => new Uri(app.Urls.First()).Authority;

    /// <summary>Starts a proxy on a free port.</summary>
    public static async Task<RegistryProxy> StartAsync(Uri registry)
    {
        var proxy = new RegistryProxy(registry);
        await proxy.app.StartAsync();
        return proxy;
    }

    /// <summary>Counts from now on what goes to a repository.</summary>
    public RegistryTraffic Watch(string repository) => watched[repository] = new();

    /// <summary>Breaks the next upload to a repository whose body is longer than this, after that many bytes.</summary>
    public void BreakNextUpload(string repository, long bytes) => breaks[repository] = bytes;

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await app.DisposeAsync();
        upstream.Dispose();
    }

    private async Task PassAsync(HttpContext context)
    {
        var repository = RepositoryOf(context.Request.Path);
        var body = new CountedBody(context.Request.Body, TakeBreak(repository, context.Request.ContentLength));
        try
        {
            using var request = Copy(context.Request, body);
            using var response = await upstream.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, context.RequestAborted);
            Note(repository, new(context.Request.Method, context.Request.Path, body.Count, (int)response.StatusCode));
            await CopyAsync(response, context);
        }
        catch (Exception e) when (e is HttpRequestException or IOException or OperationCanceledException)
        {
            Note(repository, new(context.Request.Method, context.Request.Path, body.Count, 0));
            context.Abort();
        }
    }

    /// <summary>The part of <c>/v2/NAME/manifests/...</c> or <c>/v2/NAME/blobs/...</c> that names the repository.</summary>
    private static string RepositoryOf(string path)
    {
        var parts = path.Split('/', StringSplitOptions.RemoveEmptyEntries).Skip(1);
        return string.Join('/', parts.TakeWhile(p => p is not ("manifests" or "blobs")));
    }

    private long TakeBreak(string repository, long? length) => breaks.TryGetValue(repository, out var bytes) && length > bytes && breaks.TryRemove(repository, out _) ? bytes : -1;

    private void Note(string repository, ProxiedRequest request)
    {
        if (watched.TryGetValue(repository, out var traffic))
            traffic.Add(request);
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
