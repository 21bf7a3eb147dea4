using System.Net.Sockets;
using Flows.Server.Data;
using Flows.Server.Data.Sqlite;
using Flows.Server.Events;
using Flows.Server.GraphQL;
using Flows.Server.Http;
using Flows.Server.Services;
using Flows.Server.Telemetry;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Flows.Server;

/// <summary>A started server: its parts put together.</summary>
internal sealed class RunningServer
{
    private readonly WebApplication app;
    private readonly IDatabase database;
    private readonly ServerParts parts;
    private readonly ServerMeters meters;

    private RunningServer(WebApplication app, IDatabase database, ServerParts parts, ServerMeters meters, IReadOnlyList<Uri> addresses)
    {
        this.app = app;
        this.database = database;
        this.parts = parts;
        this.meters = meters;
        (ApiUri, UiUri) = (addresses[0], addresses[1]);
    }

    public Uri ApiUri { get; }

    public Uri UiUri { get; }

    public ServiceHost Services => parts.Services;

    public static async Task<RunningServer> StartAsync(FlowsServerOptions options, CancellationToken cancellationToken)
    {
        var address = ListenAddress.Choose(options);
        ListenAddress.CheckPorts(options.ApiPort, options.UiPort);
        var loggers = options.LoggerFactory ?? NullLoggerFactory.Instance;
        if (address.Warning is { } warning) loggers.CreateLogger<FlowsServer>().LogWarning("{Warning}", warning);
        var events = new EventHub();
        var meters = new ServerMeters();
        var database = await DatabaseOpener.OpenAsync(options, events);
        try
        {
            RunningServer? server = null;
            var parts = new ServerParts(database, events, options, () => server!.UiUri, loggers, meters);
            await parts.Tenants.EnsureDefaultAsync();
            var access = new AccessRules(address.Key, address.IsLoopback);
            var router = new Router(new(new(database, parts.Mutations, parts.Computed, new(options.MaxQueryDepth, options.MaxQueryParts), loggers.CreateLogger<GraphQLExecutor>()), access), access, () => server!.ApiUri);
            var app = Build(options, address, loggers);
            app.Run(router.HandleAsync);
            await ListenAsync(app, options, address, cancellationToken);
            server = new(app, database, parts, meters, Addresses(app, address));
            parts.Hooks.Start();
            if (options.Services.Enabled) parts.Services.Start();
            return server;
        }
        catch
        {
            await database.DisposeAsync();
            meters.Dispose();
            throw;
        }
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await Services.DisposeAsync();
        await app.StopAsync(cancellationToken);
        await app.DisposeAsync();
        await parts.Hooks.DisposeAsync();
        await database.DisposeAsync();
        meters.Dispose();
    }

    private static WebApplication Build(FlowsServerOptions options, ListenAddress address, ILoggerFactory loggers)
    {
        // The empty builder reads no environment and no appsettings: the options say everything.
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.Services.AddSingleton(loggers).AddSingleton<IHostLifetime, NoSignals>();
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = options.MaxBodyBytes;
            foreach (var (port, surface) in new[] { (options.ApiPort, Surface.Api), (options.UiPort, Surface.Dashboard) })
            {
                var feature = new SurfaceFeature(surface);
                kestrel.Listen(address.Address, port, listen => listen.Use(next => connection =>
                {
                    connection.Features.Set(feature);
                    return next(connection);
                }));
            }
        });
        return builder.Build();
    }

    private static async Task ListenAsync(WebApplication app, FlowsServerOptions options, ListenAddress address, CancellationToken cancellationToken)
    {
        try
        {
            address.EnsureFree(options.ApiPort, "--port");
            address.EnsureFree(options.UiPort, "--ui-port");
            await app.StartAsync(cancellationToken);
        }
        catch (Exception e)
        {
            await app.DisposeAsync();
            if (e is IOException or SocketException)
                throw new FlowsServerException($"The server cannot listen on {address.Address}: {e.Message.TrimEnd('.')}. Choose other ports.", e);
            throw;
        }
    }

    /// <summary>Leaves the signals of the process to the program that the server is part of.</summary>
    private sealed class NoSignals : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }

    /// <summary>The addresses that clients use, in the order of listening.</summary>
    private static List<Uri> Addresses(WebApplication app, ListenAddress address) =>
        [.. app.Services.GetRequiredService<IServer>().Features.GetRequiredFeature<IServerAddressesFeature>().Addresses
            .Select(a => new UriBuilder("http", address.ClientHost, new Uri(a).Port).Uri)];
}
