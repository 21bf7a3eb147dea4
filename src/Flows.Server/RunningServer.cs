using System.Net.Sockets;
using Flows.Server.Access;
using Flows.Server.Data;
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
    private readonly ServerParts parts;
    private readonly IDatabase database;
    private readonly TelemetryExport telemetry;

    private RunningServer(WebApplication app, IDatabase database, ServerParts parts, TelemetryExport telemetry, IReadOnlyList<Uri> addresses)
    {
        this.app = app;
        this.parts = parts;
        this.database = database;
        this.telemetry = telemetry;
        (ApiUri, UiUri) = (addresses[0], addresses[1]);
    }

    public Uri ApiUri { get; }

    public Uri UiUri { get; }

    /// <summary>The key that this start has made; null when it has made none.</summary>
    public string? FirstApiKey { get; private init; }

    public ServiceHost Services => parts.Services;

    public static async Task<RunningServer> StartAsync(FlowsServerOptions options, CancellationToken cancellationToken)
    {
        var address = ListenAddress.Choose(options);
        ListenAddress.CheckPorts(options.ApiPort, options.UiPort);
        var loggers = options.LoggerFactory ?? NullLoggerFactory.Instance;
        if (address.Warning is { } warning) loggers.CreateLogger<FlowsServer>().LogWarning("{Warning}", warning);
        var policy = new AccessPolicy(options, address.IsLoopback);
        var tls = TlsSettings.Read(options);
        var events = new EventHub();
        var database = await DatabaseOpener.OpenAsync(options, events);
        ServerParts? parts = null;
        TelemetryExport? telemetry = null;
        try
        {
            RunningServer? server = null;
            parts = new ServerParts(database, events, options, () => server!.UiUri, loggers);
            await parts.Tenants.EnsureDefaultAsync();
            var access = parts.Accounts.RulesFor(policy);
            var limits = new QueryLimits(options.MaxQueryDepth, options.MaxQueryParts);
            var executor = new GraphQLExecutor(database, parts.Mutations, parts.Gate, parts.Computed, limits, loggers.CreateLogger<GraphQLExecutor>());
            var app = Build(options, address, tls, loggers);
            telemetry = TelemetryExport.Start(app);
            var health = new HealthEndpoint(database, parts.Services, options.TimeProvider, loggers.CreateLogger<HealthEndpoint>());
            var router = new Router(new(executor), parts.Streams, new(access, parts.Accounts, options.TimeProvider), health, telemetry.ScrapeAsync, access, () => server!.ApiUri);
            app.Run(router.HandleAsync);
            await ListenAsync(app, options, address, cancellationToken);
            // Not before the server listens: a start that fails must not use up the one time that the key is shown.
            var first = policy.WantsKeys ? await parts.Accounts.Keys.EnsureFirstAsync() : null;
            server = new(app, database, parts, telemetry, Addresses(app, address, tls)) { FirstApiKey = first };
            parts.Hooks.Start();
            if (options.Services.Enabled) parts.Services.Start();
            return server;
        }
        catch
        {
            if (parts is not null) await parts.DisposeAsync();
            await database.DisposeAsync();
            telemetry?.Dispose();
            throw;
        }
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await Services.DisposeAsync();
        await app.StopAsync(cancellationToken);
        await app.DisposeAsync();
        await parts.DisposeAsync();
        await database.DisposeAsync();
        telemetry.Dispose();
    }

    private static WebApplication Build(FlowsServerOptions options, ListenAddress address, TlsSettings tls, ILoggerFactory loggers)
    {
        // The empty builder reads no environment and no appsettings: the options say everything.
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.Services.AddSingleton(loggers).AddSingleton<IHostLifetime, NoSignals>();
        builder.WebHost.UseKestrelCore().UseKestrelHttpsConfiguration().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = options.MaxBodyBytes;
            if (options.Kestrel is { } section) kestrel.Configure(section);
            foreach (var (port, surface) in new[] { (options.ApiPort, Surface.Api), (options.UiPort, Surface.Dashboard) })
            {
                var feature = new SurfaceFeature(surface);
                kestrel.Listen(address.Address, port, listen =>
                {
                    tls.Apply(listen);
                    listen.Use(next => connection =>
                    {
                        connection.Features.Set(feature);
                        return next(connection);
                    });
                });
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
    private static List<Uri> Addresses(WebApplication app, ListenAddress address, TlsSettings tls) =>
        [.. app.Services.GetRequiredService<IServer>().Features.GetRequiredFeature<IServerAddressesFeature>().Addresses
            .Select(a => new UriBuilder(tls.Scheme, address.ClientHost, new Uri(a).Port).Uri)];
}
