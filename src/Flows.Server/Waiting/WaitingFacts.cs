using Flows.Server.Data;
using Flows.Server.Stores;
using Flows.Server.Stores.Limits;

namespace Flows.Server.Waiting;

/// <summary>What the runs of a request may wait for: looked up once, however many runs there are.</summary>
/// <param name="Now">The time of the look.</param>
/// <param name="Agents">All agents, the one heard of last first.</param>
/// <param name="Limits">The limits that are reached, with who has their slots.</param>
/// <param name="Groups">The flow groups of the flows that a reached limit may cover.</param>
internal sealed record WaitingFacts(
    DateTimeOffset Now, IReadOnlyList<WaitingFacts.Agent> Agents, IReadOnlyList<WaitingFacts.FullLimit> Limits, IReadOnlyDictionary<Guid, Guid> Groups)
{
    /// <summary>How many runs that hold a limit are named.</summary>
    private const int MaxHolders = 3;

    /// <summary>How long an agent counts as alive after it has asked for runs (contract section 2.6).</summary>
    private static readonly TimeSpan Alive = TimeSpan.FromMinutes(1);

    /// <summary>An agent.</summary>
    internal sealed record Agent(Guid Id, Guid TenantId, string Name, IReadOnlyList<string> Labels, DateTimeOffset? LastQueried)
    {
        /// <summary>The labels of a run that it lacks; of a run without labels, nothing is lacking.</summary>
        public IReadOnlyList<string> Missing(IReadOnlyList<string> run) => [.. run.Except(Labels)];

        public bool Fits(IReadOnlyList<string> run) => (run.Count == 0) == (Labels.Count == 0) && Missing(run).Count == 0;
    }

    /// <summary>A limit that is reached.</summary>
    internal sealed record FullLimit(Guid TenantId, Slots.Limit Limit, IReadOnlyList<string> Holders);

    public bool IsAlive(Agent agent) => agent.LastQueried > Now - Alive;

    /// <param name="session">A reading transaction.</param>
    /// <param name="tenant">The tenant that the caller sees; null for all.</param>
    /// <param name="now">The time.</param>
    public static async Task<WaitingFacts> ReadAsync(ISqlSession session, Guid? tenant, DateTimeOffset now)
    {
        var mine = tenant is null ? "" : " where tenant_id = @tenant";
        (string, object?)[] which = tenant is null ? [] : [("tenant", tenant)];
        var agents = await session.QueryAsync($"select id, tenant_id, name, labels, last_queried from agent{mine}",
            r => new Agent(r.GetGuid(0), r.GetGuid(1), r.TextOrNull(2) ?? "(no name)", Labels.From(r.TextOrNull(3)) ?? [], r.TimeOrNull(4)), which);
        var full = new List<FullLimit>();
        foreach (var owner in await session.QueryAsync($"select distinct tenant_id from concurrency_limit{mine}", r => r.GetGuid(0), which))
            foreach (var limit in (await ActiveRuns.CountAsync(session, owner, now, isExclusive: false)).All.Where(l => l.IsFull))
                full.Add(new(owner, limit, await ActiveRuns.NamesAsync(session, owner, limit, now, MaxHolders)));
        Guid[] groups = [.. full.Where(f => f.Limit.FlowGroupId is not null).Select(f => f.Limit.FlowGroupId!.Value)];
        var flows = groups.Length == 0 ? [] : await session.QueryAsync($"select id, flow_group_id from flow where {session.Dialect.In("flow_group_id", "@groups")}",
            r => (Flow: r.GetGuid(0), Group: r.GetGuid(1)), ("groups", groups));
        return new(now, [.. agents.OrderByDescending(a => a.LastQueried ?? DateTimeOffset.MinValue)], full, flows.ToDictionary(f => f.Flow, f => f.Group));
    }
}
