using System.Text.Json;
using Flows.Server.Data;
using Flows.Server.Model;

namespace Flows.Server.Stores;

/// <summary>Which runs an agent should take now (contract section 4.5).</summary>
internal sealed class RunQueue(IDatabase database, Clock clock)
{
    private const int MaxRuns = 25;

    /// <summary>
    /// Due runs whose labels fit the agent, the longest due first; the labels are a condition of the query, so that a backlog for others hides nothing.
    /// The second part is a running flow run in which a task waits for its next attempt.
    /// </summary>
    private static string Sql(Sql.SqlDialect dialect) =>
        $"""
        select id from (
          select r.id, r.state_start_time as due from flow_run r
          where r.tenant_id = @tenant and r.state in {Tables.WaitingStates} and r.state_start_time <= @before and {dialect.LabelsWithin("r.labels", "@labels")}
          union
          select r.id, min(t.state_start_time) as due from task_run t join flow_run r on r.id = t.flow_run_id
          where t.state in {Tables.WaitingStates} and t.state_start_time <= @before and r.state = 'Running' and r.tenant_id = @tenant
            and {dialect.LabelsWithin("r.labels", "@labels")}
          group by r.id
        ) q order by due, id limit {MaxRuns}
        """;

    public async Task<IReadOnlyList<string>> GetAsync(Guid? tenant, DateTimeOffset? before, IReadOnlyList<string>? labels, Guid? agent,
        CancellationToken cancellationToken)
    {
        var sql = Sql(database.Dialect);
        var due = await database.ReadAsync(
            async session => await session.QueryAsync(sql, r => r.GetGuid(0).ToString(),
                ("tenant", await Tenants.ResolveAsync(session, tenant)), ("before", before ?? clock.Now),
                ("labels", new JsonText(JsonSerializer.Serialize(labels ?? [])))),
            cancellationToken);
        if (agent is { } id)
            await database.WriteAsync(session => session.ExecuteAsync("update agent set last_queried = @now where id = @id", ("now", clock.Now), ("id", id)),
                cancellationToken);
        return due;
    }
}
