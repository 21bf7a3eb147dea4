using System.Collections.Immutable;

namespace Flows.Server.Events;

/// <summary>Hands what has been committed to those who wait for it in this process. Handlers run on the thread that committed, so they must not block.</summary>
internal sealed class EventHub
{
    private ImmutableArray<Action<ServerEvent>> handlers = [];

    public void Publish(ServerEvent happened)
    {
        foreach (var handle in handlers) handle(happened);
    }

    /// <summary>Calls a handler for each event until the subscription is disposed.</summary>
    public IDisposable Subscribe(Action<ServerEvent> handle)
    {
        ImmutableInterlocked.Update(ref handlers, static (all, one) => all.Add(one), handle);
        return new Subscription(this, handle);
    }

    private sealed class Subscription(EventHub hub, Action<ServerEvent> handle) : IDisposable
    {
        public void Dispose() => ImmutableInterlocked.Update(ref hub.handlers, static (all, one) => all.Remove(one), handle);
    }
}
