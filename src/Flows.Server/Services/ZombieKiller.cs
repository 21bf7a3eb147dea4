using Flows.Server.Data;
using Flows.Server.Model;
using Flows.Server.Stores;
using Flows.States;
using Microsoft.Extensions.Logging;

namespace Flows.Server.Services;

/// <summary>
/// Ends what still counts as running although the process of its flow run has fallen silent: its task runs are tried again or fail, and a
/// cancellation that nobody carries out ends as a failure (contract section 4.7).
/// </summary>
internal sealed class ZombieKiller(IDatabase database, FlowRunStates flowRuns, TaskRunStates taskRuns, Logs logs, Clock clock, ServiceOptions options,
    ILogger<ZombieKiller> logger) : IServerService
{
    private const int MaxTaskRuns = 5000, RunsPerWrite = 50;

    private sealed record Zombie(Guid Id, Guid FlowRunId, string? FlowRunState, int MaxRetries, string? RetryDelay, int Retries)
    {
        public bool MayRetry => FlowRunState == nameof(Running) && Retries < MaxRetries;
    }

    public string Name => nameof(ZombieKiller);

    public TimeSpan Period => options.ZombieKillerPeriod;

    public bool JudgesSilence => true;

    private DateTimeOffset Cutoff => clock.Now - options.HeartbeatTimeout;

    public async Task<int> RunAsync(Lease lease, CancellationToken cancellationToken)
    {
        var silent = await database.ReadAsync(FindTaskRunsAsync, cancellationToken);
        var marked = await database.EachAsync(silent, RunsPerWrite, lease, EndTaskRunsAsync, cancellationToken);
        var cancelling = await database.ReadAsync(FindCancellingAsync, cancellationToken);
        var failed = await database.EachAsync(cancelling, RunsPerWrite, lease, FailCancellingAsync, cancellationToken);
        if (marked + failed > 0)
            logger.LogWarning("ZombieKiller ended {TaskRuns} task runs and {FlowRuns} cancellations without a heartbeat", marked, failed);
        return marked + failed;
    }

    // A cross join, so that SQLite begins with the few task runs that are running.
    private Task<IReadOnlyList<Guid>> FindTaskRunsAsync(ISqlSession session) => session.QueryAsync(
        $"""
        select t.id from task_run t cross join flow_run r cross join flow f cross join flow_group g
        where t.state = 'Running' and r.id = t.flow_run_id and r.heartbeat <= @cutoff and f.id = r.flow_id and g.id = f.flow_group_id
          and not {session.Dialect.IsFalse("g.settings", GroupSettings.Heartbeat)}
        order by t.updated desc limit {MaxTaskRuns}
        """,
        r => r.GetGuid(0), ("cutoff", Cutoff));

    private Task<IReadOnlyList<Guid>> FindCancellingAsync(ISqlSession session) => session.QueryAsync(
        "select id from flow_run where state = 'Cancelling' and heartbeat <= @cutoff order by id", r => r.GetGuid(0), ("cutoff", Cutoff));

    private async Task<int> EndTaskRunsAsync(ISqlSession session, IReadOnlyList<Guid> ids)
    {
        // Locked first and looked at then: one of them may have ended, or have been heard of, in the meantime.
        var running = await session.QueryAsync(
            $"select id from task_run where {session.Dialect.In("id", "@ids")} and state = 'Running' order by id{session.Dialect.ForUpdate}", r => r.GetGuid(0),
            ("ids", ids));
        var zombies = await session.QueryAsync(
            $"""
            select t.id, r.id, r.state, k.max_retries, k.retry_delay,
              (select count(*) from task_run_state s where s.task_run_id = t.id and s.state = 'Retrying')
            from task_run t join flow_run r on r.id = t.flow_run_id join task k on k.id = t.task_id
            where {session.Dialect.In("t.id", "@ids")} and r.heartbeat <= @cutoff order by t.id
            """,
            r => new Zombie(r.GetGuid(0), r.GetGuid(1), r.TextOrNull(2), r.GetInt32(3), r.TextOrNull(4), r.GetInt32(5)), ("ids", running), ("cutoff", Cutoff));
        var ended = zombies.Select(z => (Zombie: z, Transition: new Transition(z.Id, StoredState.Of(Next(z))))).ToList();
        await taskRuns.StoreAsync(session, [.. ended.Select(e => e.Transition)]);
        return await LogAsync(session, ended.Select(e => (e.Zombie.FlowRunId, (Guid?)e.Zombie.Id, e.Transition)), "ZombieKiller.TaskRun");
    }

    private State Next(Zombie zombie) => zombie.MayRetry
        ? new Retrying
        {
            RunCount = zombie.Retries + 1,
            StartTime = clock.Now + (zombie.RetryDelay is { } delay ? Intervals.Parse(delay) : TimeSpan.Zero),
            Message = "No heartbeat detected from the remote task; retrying the run. "
                + $"This will be retry {zombie.Retries + 1} of {zombie.MaxRetries}.",
        }
        : new Failed { Message = "No heartbeat detected from the remote task; marking the run as failed." };

    private async Task<int> FailCancellingAsync(ISqlSession session, IReadOnlyList<Guid> ids)
    {
        var silent = await session.QueryAsync(
            $"""
            select id from flow_run where {session.Dialect.In("id", "@ids")} and state = 'Cancelling' and heartbeat <= @cutoff
            order by id{session.Dialect.ForUpdate}
            """,
            r => r.GetGuid(0), ("ids", ids), ("cutoff", Cutoff));
        var failed = silent.Select(id => new Transition(id, StoredState.Of(new Failed
        {
            Message = "No heartbeat detected from the flow run; marking the run as failed.",
        }))).ToList();
        await flowRuns.StoreAsync(session, failed);
        return await LogAsync(session, failed.Select(t => (t.RunId, (Guid?)null, t)), "ZombieKiller.FlowRun");
    }

    /// <summary>Tells it in the logs of the runs.</summary>
    /// <returns>How many states were stored.</returns>
    private async Task<int> LogAsync(ISqlSession session, IEnumerable<(Guid FlowRun, Guid? TaskRun, Transition Transition)> ended, string name)
    {
        var lines = ended.Where(e => e.Transition.Refusal is null)
            .Select(e => new Logs.Line(e.FlowRun, e.TaskRun, null, name, "ERROR", e.Transition.State.State.Message, null)).ToList();
        await logs.WriteAsync(session, lines);
        return lines.Count;
    }
}
