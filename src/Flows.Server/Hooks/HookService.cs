using Flows.Server.Data;
using Flows.Server.Events;
using Flows.Server.Stores;
using Microsoft.Extensions.Logging;

namespace Flows.Server.Hooks;

/// <summary>All that makes cloud hooks work, put together once.</summary>
internal sealed class HookService : IAsyncDisposable
{
    private readonly HookCache cache;
    private readonly HookSender sender;
    private readonly Func<HookDelivery> deliver;
    private HookDelivery? delivery;

    /// <param name="database">Where hooks and their events are.</param>
    /// <param name="events">Tells of hooks that change and of events that are noted.</param>
    /// <param name="options">How hooks are told.</param>
    /// <param name="clock">The time.</param>
    /// <param name="dashboard">Where people see the dashboard when the options do not say.</param>
    /// <param name="loggers">Where to say what could not be told.</param>
    /// <exception cref="FlowsServerException">An allowed network is none.</exception>
    public HookService(IDatabase database, EventHub events, HookOptions options, Clock clock, Func<Uri> dashboard, ILoggerFactory loggers)
    {
        cache = new(events, clock.Time);
        sender = new(options, new(options, dashboard), clock.Time);
        Inbox = new(database, clock);
        Outbox = new(cache, Inbox, clock);
        Hooks = new(database, clock);
        Trial = new(database, sender, Inbox, clock);
        deliver = () => new(database, events, sender, options, clock, loggers.CreateLogger<HookDelivery>());
    }

    public Inbox Inbox { get; }

    public HookOutbox Outbox { get; }

    public CloudHooks Hooks { get; }

    public HookTrial Trial { get; }

    /// <summary>Begins to tell what is noted.</summary>
    public void Start() => delivery = deliver();

    public async ValueTask DisposeAsync()
    {
        if (delivery is not null) await delivery.DisposeAsync();
        sender.Dispose();
        cache.Dispose();
    }
}
