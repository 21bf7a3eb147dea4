using Flows.Server.Data;
using Flows.Server.Events;

namespace Flows.Server.Hooks;

/// <summary>
/// The active hooks, so that a state costs no query where there are none. It is forgotten when a hook changes, here or in another replica, and
/// after five seconds at the latest; what is taken from it is looked up again before it is written.
/// </summary>
internal sealed class HookCache : IDisposable
{
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(5);

    private readonly TimeProvider time;
    private readonly IDisposable subscription;
    private volatile Entry? entry;

    public HookCache(EventHub events, TimeProvider time)
    {
        this.time = time;
        subscription = events.Subscribe(happened =>
        {
            if (happened is HooksChanged) entry = null;
        });
    }

    private sealed record Entry(IReadOnlyList<CloudHook> Hooks, long Since);

    public async ValueTask<IReadOnlyList<CloudHook>> ActiveAsync(ISqlSession session)
    {
        if (entry is { } known && time.GetElapsedTime(known.Since) < Bound) return known.Hooks;
        var since = time.GetTimestamp();
        var hooks = await session.QueryAsync(
            $"select {CloudHooks.Columns} from cloud_hook where active order by id", r => CloudHooks.Read(r));
        entry = new(hooks, since);
        return hooks;
    }

    public void Dispose() => subscription.Dispose();
}
