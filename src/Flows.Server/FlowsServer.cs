using System.Reflection;

namespace Flows.Server;

/// <summary>The whole server in one object: the GraphQL API and the dashboard's port, over one database.</summary>
public sealed class FlowsServer : IAsyncDisposable
{
    private readonly FlowsServerOptions options;
    private RunningServer? running;

    private FlowsServer(FlowsServerOptions options) => this.options = options;

    /// <summary>The version of the server.</summary>
    public static string Version { get; } =
        typeof(FlowsServer).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "0.0.0";

    /// <summary>Where the API listens, for example <c>http://127.0.0.1:4200</c>.</summary>
    /// <exception cref="InvalidOperationException">The server has not been started.</exception>
    public Uri ApiUri => Running.ApiUri;

    /// <summary>Where the dashboard's port is.</summary>
    /// <exception cref="InvalidOperationException">The server has not been started.</exception>
    public Uri UiUri => Running.UiUri;

    /// <summary>
    /// The API key for everything that this start has made, because other machines reach the server and it had no such key: the only time that anybody can
    /// read it. Null when none was made.
    /// </summary>
    /// <exception cref="InvalidOperationException">The server has not been started.</exception>
    public string? FirstApiKey => Running.FirstApiKey;

    private RunningServer Running => running ?? throw new InvalidOperationException("The server has not been started.");

    /// <summary>Makes a server that does not run yet.</summary>
    /// <param name="options">How it listens and where its data is.</param>
    /// <returns>The server.</returns>
    public static FlowsServer Create(FlowsServerOptions? options = null) => new(options ?? new());

    /// <summary>Opens the database, brings it up to date, and starts to listen.</summary>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="FlowsServerException">The options, the database or a port do not allow it; nothing is left running.</exception>
    public async Task StartAsync(CancellationToken cancellationToken = default)
    {
        if (running is not null) throw new InvalidOperationException("The server has been started already.");
        running = await RunningServer.StartAsync(options, cancellationToken);
    }

    /// <summary>Stops to listen, finishes what it has been given, and closes the database.</summary>
    /// <param name="cancellationToken">Stops waiting for calls that are under way.</param>
    public async Task StopAsync(CancellationToken cancellationToken = default)
    {
        if (running is not { } server) return;
        running = null;
        await server.StopAsync(cancellationToken);
    }

    /// <summary>Runs until the token is cancelled.</summary>
    /// <param name="cancellationToken">Ends the run.</param>
    /// <exception cref="FlowsServerException">The server cannot start.</exception>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            await StartAsync(cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return;
        }
        var ended = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using (cancellationToken.Register(ended.SetResult)) await ended.Task;
        await StopAsync(CancellationToken.None);
    }

    /// <summary>Runs one pass of a background service now: for tests, whose clock stands still.</summary>
    /// <returns>What the pass did; null when another server runs the services.</returns>
    internal Task<int?> RunServiceAsync(string name, CancellationToken cancellationToken = default) => Running.Services.RunOnceAsync(name, cancellationToken);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync() => await StopAsync(CancellationToken.None);
}
