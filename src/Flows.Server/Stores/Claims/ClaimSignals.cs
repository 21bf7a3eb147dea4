using System.Collections.Concurrent;
using Flows.Server.Events;
using Flows.Server.Model;

namespace Flows.Server.Stores.Claims;

/// <summary>
/// Wakes agents that wait for runs when something may have become due, be it on this replica or another. It only says that a look is worth its
/// while; a signal that is lost costs the rest of the wait, not the run.
/// </summary>
internal sealed class ClaimSignals
{
    private readonly ConcurrentDictionary<ClaimWaiter, Guid> waiters = new();
    private readonly TimeProvider time;

    public ClaimSignals(EventHub events, TimeProvider time)
    {
        this.time = time;
        events.Subscribe(Handle);
    }

    /// <summary>Starts to listen for a tenant's runs, until the waiter is disposed.</summary>
    public ClaimWaiter Listen(Guid tenant)
    {
        var waiter = new ClaimWaiter(time, w => waiters.TryRemove(w, out _));
        waiters[waiter] = tenant;
        return waiter;
    }

    /// <summary>Has all who wait for a tenant's runs look again.</summary>
    public void Wake(Guid tenant)
    {
        foreach (var waiter in Of(tenant)) waiter.LookAt(time.GetUtcNow());
    }

    private void Handle(ServerEvent happened)
    {
        if (waiters.IsEmpty) return;
        switch (happened)
        {
            case FlowRunChanged run when Tables.IsWaiting(run.State):
                foreach (var waiter in Of(run.TenantId)) waiter.LookAt(run.StartTime ?? time.GetUtcNow());
                break;
            case FlowRunChanged run when StoredState.IsFinished(run.State):
                foreach (var waiter in Of(run.TenantId)) waiter.SlotMayBeFree();
                break;
            case TaskRunChanged task when Tables.IsWaiting(task.State):
                foreach (var waiter in Of(task.TenantId)) waiter.LookAt(time.GetUtcNow() + DueRuns.TaskDelay);
                break;
        }
    }

    private IEnumerable<ClaimWaiter> Of(Guid tenant) => waiters.Where(w => w.Value == tenant).Select(w => w.Key);
}
