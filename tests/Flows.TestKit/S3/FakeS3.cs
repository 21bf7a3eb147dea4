using System.Collections.Concurrent;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Flows.TestKit.S3;

/// <summary>An S3 with one bucket, on loopback. It takes only requests whose signature (version 4) covers them wholly.</summary>
public sealed class FakeS3 : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly ConcurrentDictionary<string, byte[]> objects = new();
    private readonly ConcurrentQueue<string> requests = new();
    private readonly SignatureCheck signatures;
    private readonly TimeProvider time;
    private int failures;

    private FakeS3(S3Account account, TimeProvider time)
    {
        this.time = time;
        signatures = new(account);
        Account = account;
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(o => o.Listen(IPAddress.Loopback, 0));
        builder.Services.Configure<HostOptions>(o => o.ShutdownTimeout = TimeSpan.FromSeconds(1));
        app = builder.Build();
        app.Run(AnswerAsync);
    }

    /// <summary>Whose requests are taken.</summary>
    public S3Account Account { get; }

    /// <summary>Its address.</summary>
    public Uri Url => new(app.Urls.First());

    /// <summary>The objects of the bucket by key.</summary>
    public IReadOnlyDictionary<string, byte[]> Objects => objects;

    /// <summary>What was asked for, as method and path, refused requests included.</summary>
    public IReadOnlyList<string> Requests => [.. requests];

    /// <summary>Whether the account may do nothing.</summary>
    public bool DeniesAccess { get; set; }

    /// <summary>Starts an S3 on a free port.</summary>
    public static async Task<FakeS3> StartAsync(S3Account account, TimeProvider? time = null)
    {
        var fake = new FakeS3(account, time ?? TimeProvider.System);
        await fake.app.StartAsync();
        return fake;
    }

    /// <summary>Has the next requests answered with "slow down".</summary>
    public void FailNext(int count) => failures = count;

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => app.DisposeAsync();

    private async Task AnswerAsync(HttpContext context)
    {
        requests.Enqueue($"{context.Request.Method} {context.Features.Get<IHttpRequestFeature>()!.RawTarget}");
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body, context.RequestAborted);
        var answer = Interlocked.Decrement(ref failures) >= 0 ? S3Answer.Error(503, "SlowDown")
            : signatures.FindProblem(context.Request, body.ToArray(), time.GetUtcNow()) is { } problem ? problem
            : DeniesAccess ? S3Answer.Error(403, "AccessDenied")
            : Do(context.Request, body.ToArray());
        context.Response.StatusCode = answer.Status;
        context.Response.ContentType = answer.ContentType;
        if (answer.Status == 200) context.Response.Headers.ETag = "\"" + Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(answer.Body))[..32] + "\"";
        await context.Response.Body.WriteAsync(answer.Body, context.RequestAborted);
    }

    private S3Answer Do(HttpRequest request, byte[] body)
    {
        var parts = request.Path.Value!.TrimStart('/').Split('/', 2);
        if (parts[0] != Account.Bucket) return S3Answer.Error(404, "NoSuchBucket");
        var key = parts.Length > 1 ? parts[1] : "";
        switch (request.Method)
        {
            case "PUT" when key.Length > 0:
                objects[key] = body;
                return new(200, "application/xml", []);
            case "GET" when objects.TryGetValue(key, out var found):
                return new(200, "application/json", found);
            case "GET":
                return S3Answer.Error(404, "NoSuchKey");
            default:
                return S3Answer.Error(405, "MethodNotAllowed");
        }
    }
}
