using Flows.Server.Data;
using Flows.Server.Errors;
using Flows.Server.Stores;
using Flows.States;

namespace Flows.Server.Hooks;

/// <summary>Tells a hook of something that has not happened, so that its maker sees whether it works.</summary>
internal sealed class HookTrial(IDatabase database, HookSender sender, Inbox inbox, Clock clock)
{
    /// <summary>Sends a test event, once.</summary>
    /// <param name="hookId">The hook; it may be inactive.</param>
    /// <param name="flowRun">The run that the event is about; null makes one up.</param>
    /// <param name="stateType">The state in capitals, one of the protocol's five; null is Success.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="RequestException">There is no such hook or run, or the hook could not be told.</exception>
    public async Task RunAsync(Guid hookId, Guid? flowRun, string? stateType, CancellationToken cancellationToken)
    {
        var (hook, subject) = await database.ReadAsync(
            async session =>
            {
                var found = await CloudHooks.FindAsync(session, hookId);
                return (found, await SubjectAsync(session, found, flowRun));
            },
            cancellationToken);
        var id = clock.NewId();
        var happened = HookEvent.Of(id, subject, StoredState.Of(State(stateType)), 1, clock.Now, isTest: true);
        if (hook.Type == HookType.PrefectMessage)
            await database.WriteAsync(session => inbox.AddAsync(session, id, hook, happened), cancellationToken);
        else if (await sender.SendAsync(hook, happened, cancellationToken) is { } outcome)
            throw new RequestException($"Cloud hook {hookId} could not be told: {outcome.Problem}.", ErrorCodes.Refused);
    }

    private async Task<HookEvent.Subject> SubjectAsync(ISqlSession session, CloudHook hook, Guid? flowRun)
    {
        if (flowRun is { } id)
            return (await HookEvent.SubjectsAsync(session, [id])).TryGetValue(id, out var found) && found.TenantId == hook.TenantId
                ? found
                : throw new RequestException(Messages.NotFound("Flow run", id), ErrorCodes.NotFound);
        var slug = (await session.QueryAsync("select slug from tenant where id = @id", r => r.GetString(0), ("id", hook.TenantId)))[0];
        return new(clock.NewId(), "test-run", clock.NewId(), "Test flow", hook.VersionGroupId ?? "test", hook.TenantId, slug);
    }

    private static State State(string? type) => type switch
    {
        "SCHEDULED" => new Scheduled { Message = "Flow run scheduled." },
        "SUBMITTED" => new Submitted { Message = "Submitted for execution" },
        "RUNNING" => new Running { Message = "Running flow." },
        "FAILED" => new Failed { Message = "Some reference tasks failed." },
        _ => new Success { Message = "All reference tasks succeeded." },
    };
}
