using Flows.Server.Data;
using Flows.Server.Errors;

namespace Flows.Server.Stores.Limits;

/// <summary>Whether the limits let runs become active that no live claim holds: asked once per transaction, for all of them.</summary>
internal sealed class Admission
{
    private readonly Dictionary<Guid, Slots> slots = [];
    private readonly Dictionary<Guid, Slots.Run> runs = [];

    /// <summary>Counts what is active; who asks for the same limits waits until this transaction ends.</summary>
    /// <param name="session">The transaction.</param>
    /// <param name="asking">The runs that want to become active.</param>
    /// <param name="now">The time.</param>
    public static async Task<Admission> OpenAsync(ISqlSession session, IReadOnlyList<RunRow> asking, DateTimeOffset now)
    {
        var admission = new Admission();
        foreach (var tenant in asking.Select(r => r.TenantId).Distinct().Order())
            if (await ActiveRuns.CountAsync(session, tenant, now, isExclusive: true) is { IsEmpty: false } limited) admission.slots.Add(tenant, limited);
        if (admission.slots.Count == 0) return admission;
        foreach (var run in await session.QueryAsync(
            $"select r.id, r.labels, f.flow_group_id from flow_run r join flow f on f.id = r.flow_id where {session.Dialect.In("r.id", "@ids")}",
            Slots.Run.Read, ("ids", asking.Select(r => r.Id).ToList())))
            admission.runs.Add(run.Id, run);
        return admission;
    }

    /// <summary>Takes the slots of a run, or says why it has to wait. A run that did not ask has its slots.</summary>
    public RequestException? Refusal(RunRow row)
    {
        if (!slots.TryGetValue(row.TenantId, out var limits) || !runs.TryGetValue(row.Id, out var run)) return null;
        if (limits.Blocking(run) is { } limit) return new($"{Messages.StateUpdateFailed}: flow run {row.Id} waits, since {limit.Describe()} are active.", ErrorCodes.Refused);
        limits.Use(run);
        return null;
    }
}
