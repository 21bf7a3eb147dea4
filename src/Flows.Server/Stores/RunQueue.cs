using System.Text.Json;
using Flows.Server.Data;
using Flows.Server.Model;
using Flows.Server.Stores.Limits;

namespace Flows.Server.Stores;

/// <summary>Which runs an agent of the original should take now (contract section 4.5). Runs that another agent holds are not among them.</summary>
internal sealed class RunQueue(IDatabase database, Clock clock)
{
    private const int MaxRuns = 25;

    /// <summary>
    /// Due runs whose labels fit the agent, the longest due first; the labels are a condition of the query, so that a backlog for others hides nothing.
    /// The second part is a running flow run in which a task waits for its next attempt.
    /// </summary>
    private readonly string sql =
        $"""
        select q.id, q.state, r.labels, f.flow_group_id from (
          select r.id, r.state, r.state_start_time as due from flow_run r
          where r.tenant_id = @tenant and r.state in {Tables.WaitingStates} and r.state_start_time <= @before
            and (r.claim_until is null or r.claim_until <= @now) and {database.Dialect.LabelsWithin("r.labels", "@labels")}
            and not ({database.Dialect.HasAny("r.labels", "@full_labels")})
            and not exists (select 1 from flow f where f.id = r.flow_id and {database.Dialect.In("f.flow_group_id", "@full_groups")})
          union
          select r.id, r.state, min(t.state_start_time) as due from task_run t join flow_run r on r.id = t.flow_run_id
          where t.state in {Tables.WaitingStates} and t.state_start_time <= @before and r.state = 'Running' and r.tenant_id = @tenant
            and (r.claim_until is null or r.claim_until <= @now) and {database.Dialect.LabelsWithin("r.labels", "@labels")}
          group by r.id, r.state
        ) q join flow_run r on r.id = q.id join flow f on f.id = r.flow_id order by q.due, q.id limit {MaxRuns}
        """;

    public async Task<IReadOnlyList<string>> GetAsync(Guid? tenant, DateTimeOffset? before, IReadOnlyList<string>? labels, Guid? agent,
        CancellationToken cancellationToken)
    {
        var due = await database.ReadAsync(
            async session =>
            {
                var (owner, now) = (await Tenants.ResolveAsync(session, tenant), clock.Now);
                var slots = await ActiveRuns.CountAsync(session, owner, now, isExclusive: false);
                var found = await session.QueryAsync(sql, r => (State: r.GetString(1), Run: new Slots.Run(r.GetGuid(0), Labels.From(r.GetString(2)) ?? [], r.GetGuid(3))),
                    ("tenant", owner), ("before", before ?? now), ("now", now), ("labels", new JsonText(JsonSerializer.Serialize(labels ?? []))),
                    ("full_labels", slots.FullLabels), ("full_groups", slots.FullGroups));
                // A running run has its slots; of the others only as many as there are slots left, though the state Submitted decides.
                return found.Where(f => f.State == nameof(States.Running) || slots.TryTake(f.Run)).Select(f => f.Run.Id.ToString()).ToList();
            },
            cancellationToken);
        if (agent is { } id)
            await database.WriteAsync(session => Agents.NoteAsync(session, id, clock.Now), cancellationToken);
        return due;
    }
}
