using Flows.Server.Data;
using Flows.Server.Model;

namespace Flows.Server.Stores.Limits;

/// <summary>
/// What is left of the limits of a tenant. A run takes a slot from its claim, or else from its Submitted state, until a state that ends it or
/// puts it back into the queue. Nothing is counted up and down: who is active is looked up, so that no crash can leak a slot.
/// </summary>
internal static class ActiveRuns
{
    /// <summary>The farthest that a claim looks ahead, so that claimed runs are found by their start time.</summary>
    public static readonly TimeSpan Ahead = TimeSpan.FromSeconds(60);

    private const string States = "('Submitted','Running','Cancelling')";

    /// <summary>The limits with their free slots; those who ask with <paramref name="isExclusive"/> wait for one another until their transactions end.</summary>
    /// <param name="session">The transaction.</param>
    /// <param name="tenant">Whose limits.</param>
    /// <param name="now">The time.</param>
    /// <param name="isExclusive">Whether the caller is to take slots.</param>
    public static async Task<Slots> CountAsync(ISqlSession session, Guid tenant, DateTimeOffset now, bool isExclusive)
    {
        var limits = await session.QueryAsync(
            $"select id, label, flow_group_id, slots from concurrency_limit where tenant_id = @tenant order by id{(isExclusive ? session.Dialect.ForUpdate : "")}",
            r => new Slots.Limit(r.GetGuid(0), r.TextOrNull(1), r.IsDBNull(2) ? null : r.GetGuid(2), r.GetInt32(3)), ("tenant", tenant));
        var slots = new Slots(limits);
        if (slots.IsEmpty) return slots;
        foreach (var (run, count) in await ReadAsync(session, tenant, now)) slots.Use(run, count);
        return slots;
    }

    /// <summary>The names of some runs that have a slot of a limit, those that started first.</summary>
    public static Task<IReadOnlyList<string>> NamesAsync(ISqlSession session, Guid tenant, Slots.Limit limit, DateTimeOffset now, int count) => session.QueryAsync(
        $"""
        select coalesce(r.name, '(no name)') from flow_run r join flow f on f.id = r.flow_id
        where r.tenant_id = @tenant and (r.state in {States} or (r.state in {Tables.WaitingStates} and r.state_start_time <= @ahead and r.claim_until > @now))
          and {(limit.Label is null ? "f.flow_group_id = @group" : session.Dialect.HasAny("r.labels", "@labels"))}
        order by r.state_timestamp, r.id limit @count
        """,
        r => r.GetString(0),
        [("tenant", tenant), ("ahead", now + Ahead), ("now", now), limit.Label is { } label ? ("labels", new[] { label }) : ("group", limit.FlowGroupId), ("count", count)]);

    // By what limits look at, so that the answer is short however many runs there are.
    private static Task<IReadOnlyList<(Slots.Run Run, int Count)>> ReadAsync(ISqlSession session, Guid tenant, DateTimeOffset now) => session.QueryAsync(
        $"""
        select a.flow_group_id, a.labels, cast(count(*) as integer) from (
          select r.labels, f.flow_group_id from flow_run r join flow f on f.id = r.flow_id where r.tenant_id = @tenant and r.state in {States}
          union all
          select r.labels, f.flow_group_id from flow_run r join flow f on f.id = r.flow_id
          where r.tenant_id = @tenant and r.state in {Tables.WaitingStates} and r.state_start_time <= @ahead and r.claim_until > @now
        ) a group by a.flow_group_id, a.labels
        """,
        r => (new Slots.Run(Guid.Empty, Labels.From(r.GetString(1)) ?? [], r.GetGuid(0)), r.GetInt32(2)),
        ("tenant", tenant), ("ahead", now + Ahead), ("now", now));
}
