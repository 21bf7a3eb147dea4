using Microsoft.Extensions.Logging;

namespace Flows.Server.Services;

/// <summary>Runs the services while this replica has the lease, and tries to get it while another has.</summary>
internal sealed class ServiceHost : IAsyncDisposable
{
    private const string LeaseName = "services";

    private readonly IReadOnlyList<ServicePass> passes;
    private readonly Leases leases;
    private readonly TimeProvider time;
    private readonly ILogger logger;
    private readonly Contact contact;
    private readonly CancellationTokenSource stop = new();
    private Task loop = Task.CompletedTask;

    /// <param name="services">The services.</param>
    /// <param name="leases">The leases.</param>
    /// <param name="holder">The name of this replica.</param>
    /// <param name="time">The clock.</param>
    /// <param name="loggers">Where passes are logged.</param>
    public ServiceHost(IReadOnlyList<IServerService> services, Leases leases, string holder, TimeProvider time, ILoggerFactory loggers)
    {
        (this.leases, this.time, Holder) = (leases, time, holder);
        logger = loggers.CreateLogger<ServiceHost>();
        contact = new(time, leases.Duration * 2);
        passes = [.. services.Select(s => new ServicePass(s, contact, time, loggers.CreateLogger(s.Name)))];
    }

    /// <summary>The name of this replica in the lease.</summary>
    public string Holder { get; }

    /// <summary>Begins to run them.</summary>
    public void Start() => loop = Task.Run(() => KeepAsync(stop.Token));

    /// <summary>Runs one pass of a service now.</summary>
    /// <returns>What the pass did; null when another replica has the lease.</returns>
    public async Task<int?> RunOnceAsync(string service, CancellationToken cancellationToken) =>
        await leases.TakeAsync(LeaseName, Holder, cancellationToken) is { } lease
            ? await passes.Single(p => p.Name == service).RunAsync(lease, cancellationToken)
            : null;

    /// <summary>Which replica runs them; null for none.</summary>
    public Task<string?> HolderAsync(CancellationToken cancellationToken) => leases.HolderAsync(LeaseName, cancellationToken);

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        await loop;
        stop.Dispose();
    }

    private async Task KeepAsync(CancellationToken stopping)
    {
        try
        {
            while (true)
            {
                if (await TryTakeAsync(stopping) is { } lease) await HoldAsync(lease, stopping);
                else await Task.Delay(leases.Duration / 3, time, stopping);
            }
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // The server ends.
        }
    }

    private async Task<Lease?> TryTakeAsync(CancellationToken stopping)
    {
        try
        {
            var lease = await leases.TakeAsync(LeaseName, Holder, stopping);
            contact.Note();
            return lease;
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            logger.LogWarning("The background services wait for the database: {Problem}", e.Message);
            return null;
        }
    }

    private async Task HoldAsync(Lease lease, CancellationToken stopping)
    {
        logger.LogInformation("This server, {Holder}, runs the background services now (term {Term})", lease.Holder, lease.Term);
        using var held = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        var running = passes.Select(p => Task.Run(() => p.RepeatAsync(lease, held.Token), CancellationToken.None)).ToList();
        try
        {
            await RenewAsync(lease, stopping);
        }
        finally
        {
            await held.CancelAsync();
            await Task.WhenAll(running);
            if (stopping.IsCancellationRequested) await ReleaseAsync(lease);
        }
        logger.LogWarning("This server, {Holder}, has lost the lease of the background services and has stopped them", lease.Holder);
    }

    /// <summary>Renews the lease until it is lost.</summary>
    private async Task RenewAsync(Lease lease, CancellationToken stopping)
    {
        var renewed = time.GetUtcNow();
        while (time.GetUtcNow() - renewed < leases.Duration)
        {
            await Task.Delay(leases.Duration / 3, time, stopping);
            try
            {
                var now = time.GetUtcNow();
                if (!await leases.RenewAsync(lease, stopping)) return;
                renewed = now;
                contact.Note();
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                logger.LogWarning("The lease of the background services could not be renewed: {Problem}", e.Message);
            }
        }
    }

    private async Task ReleaseAsync(Lease lease)
    {
        try
        {
            await leases.ReleaseAsync(lease, CancellationToken.None);
        }
        catch (Exception e)
        {
            logger.LogWarning("The lease of the background services could not be given back, so it runs out by itself: {Problem}", e.Message);
        }
    }
}
