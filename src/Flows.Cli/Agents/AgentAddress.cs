using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace Flows.Cli.Agents;

/// <summary>
/// The address under which others look whether an agent lives: <c>GET /api/health</c> answers <c>{}</c>, <c>GET /api/poke</c> has it ask for runs at
/// once.
/// </summary>
internal sealed class AgentAddress : IAsyncDisposable
{
    private readonly WebApplication app;

    private AgentAddress(WebApplication app) => this.app = app;

    /// <summary>Listens.</summary>
    /// <param name="address">Where, for example <c>http://127.0.0.1:8088</c>; empty for nowhere.</param>
    /// <param name="poke">Has the agent ask for runs.</param>
    /// <returns>What ends it; null when there is no address.</returns>
    /// <exception cref="CliException">It is no address, or cannot be listened on.</exception>
    public static async Task<AgentAddress?> ListenAsync(string? address, Action poke)
    {
        if (string.IsNullOrWhiteSpace(address)) return null;
        if (!Uri.TryCreate(address, UriKind.Absolute, out var uri) || uri.Scheme != "http" || !address.TrimEnd('/').EndsWith($":{uri.Port}", StringComparison.Ordinal))
            throw new CliException($"The agent's address '{address}' is to be an address of HTTP with a port, for example http://127.0.0.1:8088.");
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.AddServerHeader = false).UseUrls($"http://{uri.Authority}");
        var app = builder.Build();
        app.Run(http => AnswerAsync(http, poke));
        try
        {
            await app.StartAsync();
            return new(app);
        }
        catch (Exception e) when (e is IOException or InvalidOperationException or System.Net.Sockets.SocketException)
        {
            await app.DisposeAsync();
            throw new CliException($"The agent cannot listen on {address}: {e.Message.TrimEnd('.')}.");
        }
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();

    private static Task AnswerAsync(HttpContext http, Action poke)
    {
        switch (http.Request.Method, http.Request.Path.Value)
        {
            case ("GET", "/api/health"):
                http.Response.ContentType = "application/json";
                return http.Response.WriteAsync("{}");
            case ("GET", "/api/poke"):
                poke();
                return Task.CompletedTask;
            default:
                http.Response.StatusCode = StatusCodes.Status404NotFound;
                return Task.CompletedTask;
        }
    }
}
