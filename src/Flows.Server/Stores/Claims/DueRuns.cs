using System.Text.Json;
using Flows.Server.Data;
using Flows.Server.Model;
using Flows.Server.Sql;
using Flows.Server.Stores.Limits;

namespace Flows.Server.Stores.Claims;

/// <summary>
/// Which runs wait for an agent now: those whose time has come, and running ones in which a task waits for its next attempt. Labels, holds and
/// limits are conditions of the queries, so that a backlog for others hides nothing.
/// </summary>
/// <param name="dialect">The database's SQL.</param>
internal sealed class DueRuns(SqlDialect dialect)
{
    /// <summary>
    /// How long after its time a task run counts as due: a process that lives starts its late attempt itself. Source: the protocol's agents.
    /// </summary>
    public static readonly TimeSpan TaskDelay = TimeSpan.FromSeconds(3);

    private readonly string waiting = Candidates(dialect,
        $"r.state in {Tables.WaitingStates} and r.state_start_time <= @before", "order by r.state_start_time, r.id");

    private readonly string running = Candidates(dialect,
        $"r.state = 'Running' and r.id in (select t.flow_run_id from task_run t where t.state in {Tables.WaitingStates} and t.state_start_time <= @before)", "order by r.id");

    private readonly string locked = dialect.SkipLocked("r");

    private readonly string next =
        $"""
        select min(q.at) from (
          select case when r.claim_until > r.state_start_time then r.claim_until else r.state_start_time end as at from flow_run r
          where r.tenant_id = @tenant and r.state in {Tables.WaitingStates} and r.state_start_time <= @end and {dialect.LabelsWithin("r.labels", "@labels")}
        ) q where q.at > @now
        """;

    private readonly string nextTask =
        $"""
        select min(t.state_start_time) from task_run t join flow_run r on r.id = t.flow_run_id
        where t.state in {Tables.WaitingStates} and t.state_start_time > @now and t.state_start_time <= @end
          and r.state = 'Running' and r.tenant_id = @tenant and {dialect.LabelsWithin("r.labels", "@labels")}
        """;

    /// <summary>Runs whose time has come, the longest due first.</summary>
    /// <param name="session">The transaction.</param>
    /// <param name="request">What the agent asks for.</param>
    /// <param name="now">The time.</param>
    /// <param name="slots">The limits.</param>
    /// <param name="limit">How many at most.</param>
    /// <param name="isExclusive">Whether they are to be claimed: locked, and without those that another transaction has locked.</param>
    public Task<IReadOnlyList<Slots.Run>> WaitingAsync(ISqlSession session, ClaimRequest request, DateTimeOffset now, Slots slots, int limit, bool isExclusive) =>
        FindAsync(session, waiting + (isExclusive ? locked : ""), request, now, now + request.Ahead, slots.FullLabels, slots.FullGroups, limit);

    /// <summary>Running runs with a task whose time has come again. They have their slots already.</summary>
    public Task<IReadOnlyList<Slots.Run>> RunningAsync(ISqlSession session, ClaimRequest request, DateTimeOffset now, int limit, bool isExclusive) =>
        FindAsync(session, running + (isExclusive ? locked : ""), request, now, now - TaskDelay, [], [], limit);

    /// <summary>When something becomes due that is not due now; null for nothing before the end.</summary>
    public async Task<DateTimeOffset?> NextAsync(ISqlSession session, ClaimRequest request, DateTimeOffset now, DateTimeOffset end)
    {
        var labels = LabelsOf(request);
        var runs = await session.QueryAsync(next, r => r.TimeOrNull(0), ("tenant", request.TenantId), ("end", end), ("labels", labels), ("now", now));
        var tasks = await session.QueryAsync(nextTask, r => r.TimeOrNull(0),
            ("tenant", request.TenantId), ("end", end - TaskDelay), ("labels", labels), ("now", now - TaskDelay));
        return (runs[0], tasks[0] + TaskDelay) switch
        {
            (null, var task) => task,
            (var run, null) => run,
            var (run, task) => run < task ? run : task,
        };
    }

    private static JsonText LabelsOf(ClaimRequest request) => new(JsonSerializer.Serialize(request.Labels));

    private static string Candidates(SqlDialect dialect, string condition, string order) =>
        $"""
        select r.id, r.labels, f.flow_group_id from flow_run r join flow f on f.id = r.flow_id
        where r.tenant_id = @tenant and {condition} and (r.claim_until is null or r.claim_until <= @now)
          and {dialect.LabelsWithin("r.labels", "@labels")}
          and not ({dialect.HasAny("r.labels", "@full_labels")}) and not ({dialect.In("f.flow_group_id", "@full_groups")})
        {order} limit @limit
        """;

    private static Task<IReadOnlyList<Slots.Run>> FindAsync(ISqlSession session, string sql, ClaimRequest request, DateTimeOffset now, DateTimeOffset before,
        IReadOnlyList<string> fullLabels, IReadOnlyList<Guid> fullGroups, int limit) => session.QueryAsync(
        sql, Slots.Run.Read,
        ("tenant", request.TenantId), ("before", before), ("now", now), ("labels", LabelsOf(request)),
        ("full_labels", fullLabels), ("full_groups", fullGroups), ("limit", limit));
}
