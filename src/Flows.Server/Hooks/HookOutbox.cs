using Flows.Server.Data;
using Flows.Server.Events;
using Flows.Server.Model;
using Flows.Server.Stores;

namespace Flows.Server.Hooks;

/// <summary>Notes what hooks have to be told, in the transaction of the states: what is noted is told, also after the server has died.</summary>
internal sealed class HookOutbox(HookCache hooks, Inbox inbox, Clock clock)
{
    /// <summary>Notes the new states of flow runs for the hooks that want them. Where there are no hooks it costs nothing.</summary>
    public async Task AddAsync(ISqlSession session, IEnumerable<RunRow> runs)
    {
        var active = await hooks.ActiveAsync(session);
        if (active.Count == 0) return;
        var wanted = (from run in runs
                      from state in run.NewStates
                      from hook in active
                      where hook.TenantId == run.TenantId && hook.Wants(state.State.Type)
                      select (Hook: hook, Run: run.Id, State: state)).ToList();
        if (wanted.Count == 0) return;
        var subjects = await HookEvent.SubjectsAsync(session, [.. wanted.Select(w => w.Run).Distinct()]);
        foreach (var (hook, run, state) in wanted)
            if (subjects.TryGetValue(run, out var subject) && (hook.VersionGroupId is null || hook.VersionGroupId == subject.VersionGroupId))
                await AddAsync(session, hook, subject, state);
    }

    private async Task AddAsync(ISqlSession session, CloudHook hook, HookEvent.Subject subject, RunRow.Applied state)
    {
        var id = clock.NewId();
        var happened = HookEvent.Of(id, subject, state.State, state.Version, state.At);
        if (hook.Type == HookType.PrefectMessage)
        {
            await inbox.AddAsync(session, id, hook, happened);
            return;
        }
        // The hook is looked up again: it may have been deleted since the cache was filled.
        var added = await session.ExecuteAsync(
            """
            insert into cloud_hook_event (id, tenant_id, created, updated, cloud_hook_id, flow_run_id, event, next_attempt)
            select @id, h.tenant_id, @now, @now, h.id, @run, @event, @now from cloud_hook h where h.id = @hook and h.active
            """,
            ("id", id), ("now", clock.Now), ("run", subject.FlowRunId), ("event", new JsonText(happened.ToJsonString(JsonText.Plain))), ("hook", hook.Id));
        if (added > 0) session.Publish(new HookEventsWritten(hook.TenantId));
    }
}
