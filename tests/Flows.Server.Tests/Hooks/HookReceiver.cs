using System.Text.Json;
using System.Threading.Channels;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;

namespace Flows.Server.Tests.Hooks;

/// <summary>A real HTTP server that hooks call; it answers as it is told and keeps what it got.</summary>
internal sealed class HookReceiver : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly Channel<Call> calls = Channel.CreateUnbounded<Call>();

    private HookReceiver(string host)
    {
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().UseUrls($"http://{host}:0");
        app = builder.Build();
        app.Run(HandleAsync);
    }

    /// <summary>A request as it came.</summary>
    internal sealed record Call(string Path, string Body, IReadOnlyDictionary<string, string> Headers)
    {
        public JsonElement Json => JsonElement.Parse(Body);
    }

    /// <summary>What it answers; status 200 unless told otherwise.</summary>
    public Func<HttpContext, Task> Answer { get; set; } = _ => Task.CompletedTask;

    public Uri Uri => new(app.Services.GetRequiredService<IServer>().Features.GetRequiredFeature<IServerAddressesFeature>().Addresses.First());

    public static async Task<HookReceiver> StartAsync(string host = "127.0.0.1")
    {
        var receiver = new HookReceiver(host);
        await receiver.app.StartAsync();
        return receiver;
    }

    public void AnswerStatus(int status) => Answer = http =>
    {
        http.Response.StatusCode = status;
        return Task.CompletedTask;
    };

    /// <summary>The next request, whenever it comes.</summary>
    public async Task<Call> NextAsync() => await calls.Reader.ReadAsync(TestContext.Current.CancellationToken);

    /// <summary>The next request, while the server's time goes on by steps until it comes.</summary>
    public async Task<Call> NextAsync(TestServer server, TimeSpan step)
    {
        Call? call;
        while (!calls.Reader.TryRead(out call))
        {
            server.Time.Advance(step);
            await server.RunAsync("{ hello }");
        }
        return call;
    }

    /// <summary>Whether a request has come that nobody has asked for yet.</summary>
    public bool HasMore => calls.Reader.TryPeek(out _);

    public async ValueTask DisposeAsync() => await app.DisposeAsync();

    private async Task HandleAsync(HttpContext http)
    {
        using var reader = new StreamReader(http.Request.Body);
        var body = await reader.ReadToEndAsync(http.RequestAborted);
        var answer = Answer;
        calls.Writer.TryWrite(new(http.Request.Path, body, http.Request.Headers.ToDictionary(h => h.Key, h => h.Value.ToString(), StringComparer.OrdinalIgnoreCase)));
        await answer(http);
    }
}
