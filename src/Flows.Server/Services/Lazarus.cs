using Flows.Server.Data;
using Flows.Server.Stores;
using Flows.States;
using Microsoft.Extensions.Logging;

namespace Flows.Server.Services;

/// <summary>
/// Starts flow runs again whose process has fallen silent and in which nothing runs or waits any more; one that was started again too often fails
/// (contract section 4.7).
/// </summary>
internal sealed class Lazarus(IDatabase database, FlowRunStates flowRuns, Logs logs, Clock clock, ServiceOptions options, ILogger<Lazarus> logger) : IServerService
{
    private const int MaxFlowRuns = 500, RunsPerWrite = 50;

    private sealed record Lost(Guid Id, int Resurrections);

    public string Name => nameof(Lazarus);

    public TimeSpan Period => options.LazarusPeriod;

    public bool JudgesSilence => true;

    public async Task<int> RunAsync(Lease lease, CancellationToken cancellationToken)
    {
        var silent = await database.ReadAsync(FindAsync, cancellationToken);
        var raised = await database.EachAsync(silent, RunsPerWrite, lease, RaiseAsync, cancellationToken);
        if (raised > 0) logger.LogWarning("Lazarus found {FlowRuns} flow runs without a heartbeat", raised);
        return raised;
    }

    private Task<IReadOnlyList<Guid>> FindAsync(ISqlSession session) => session.QueryAsync(
        $"""
        select r.id from flow_run r join flow f on f.id = r.flow_id join flow_group g on g.id = f.flow_group_id
        where {Silent} and not {session.Dialect.IsFalse("g.settings", GroupSettings.Heartbeat)} and not {session.Dialect.IsFalse("g.settings", GroupSettings.Lazarus)}
        order by r.updated limit {MaxFlowRuns}
        """,
        r => r.GetGuid(0), ("cutoff", clock.Now - options.HeartbeatTimeout));

    private const string Silent =
        """
        r.state in ('Running', 'Submitted') and r.heartbeat <= @cutoff and not exists (select 1 from task_run t
            where t.flow_run_id = r.id and t.state in ('Scheduled', 'Paused', 'Resume', 'Retrying', 'Running', 'Cancelling'))
        """;

    private async Task<int> RaiseAsync(ISqlSession session, IReadOnlyList<Guid> ids)
    {
        // Asked again under the lock: one of them may have been heard of in the meantime.
        var lost = await session.QueryAsync(
            $"select r.id, r.times_resurrected from flow_run r where {session.Dialect.In("r.id", "@ids")} and {Silent} order by r.id{session.Dialect.ForUpdate}",
            r => new Lost(r.GetGuid(0), r.GetInt32(1)), ("ids", ids), ("cutoff", clock.Now - options.HeartbeatTimeout));
        var raised = lost.Select(run => (Run: run, Transition: new Transition(run.Id, StoredState.Of(Next(run))))).ToList();
        await flowRuns.StoreAsync(session, [.. raised.Select(r => r.Transition)]);
        var stored = raised.Where(r => r.Transition.Refusal is null).ToList();
        await session.ExecuteEachAsync("update flow_run set times_resurrected = @times where id = @id", ["times", "id"],
            [.. stored.Where(r => MayRise(r.Run)).Select(r => (object?[])[r.Run.Resurrections + 1, r.Run.Id])]);
        await logs.WriteAsync(session, [.. stored.Select(r => Line(r.Run, r.Transition))]);
        return stored.Count;
    }

    private bool MayRise(Lost run) => run.Resurrections < options.MaxResurrections;

    private State Next(Lost run) => MayRise(run)
        ? new Scheduled { Message = "Rescheduled by a Lazarus process.", StartTime = clock.Now }
        : new Failed { Message = $"A Lazarus process attempted to reschedule this run {run.Resurrections} times without success. Marking as failed." };

    private Logs.Line Line(Lost run, Transition transition) => MayRise(run)
        ? new(run.Id, null, null, "Lazarus.FlowRun", "INFO", $"Rescheduled by a Lazarus process. This is attempt {run.Resurrections + 1}.", null)
        : new(run.Id, null, null, "Lazarus.FlowRun", "ERROR", transition.State.State.Message, null);
}
