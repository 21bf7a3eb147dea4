using Flows.Server.Data;
using Flows.Server.Errors;
using Flows.Server.Stores;
using Flows.Server.Telemetry;
using Microsoft.Extensions.Logging;

namespace Flows.Server.Services;

/// <summary>Makes the next runs of all flows whose schedule is on, and counts those that are late (contract section 4.6).</summary>
internal sealed class Scheduler(IDatabase database, ScheduledRuns runs, Clock clock, TimeSpan period, ILogger<Scheduler> logger) : IServerService
{
    private const int FlowsPerPage = 500, FlowsAtOnce = 4;

    /// <summary>An agent polls every few seconds, so a run that has waited this long is late.</summary>
    private static readonly TimeSpan Punctual = TimeSpan.FromSeconds(30);

    public string Name => nameof(Scheduler);

    public TimeSpan Period => period;

    public bool JudgesSilence => false;

    public async Task<int> RunAsync(Lease lease, CancellationToken cancellationToken)
    {
        var (made, before) = (0, Guid.AllBitsSet);
        while (await PageAsync(before, cancellationToken) is { Count: > 0 } page)
        {
            await Parallel.ForEachAsync(page, new ParallelOptions { MaxDegreeOfParallelism = FlowsAtOnce, CancellationToken = cancellationToken },
                async (flow, cancelled) => Interlocked.Add(ref made, await ScheduleAsync(lease, flow, cancelled)));
            before = page[^1];
        }
        await CountLateAsync(cancellationToken);
        return made;
    }

    /// <summary>Flows that have fewer runs to come than they may have, newest first.</summary>
    private Task<IReadOnlyList<Guid>> PageAsync(Guid before, CancellationToken cancellationToken) => database.ReadAsync(
        session => session.QueryAsync(
            $"""
            select f.id from flow f join flow_group g on g.id = f.flow_group_id
            where f.is_schedule_active and not f.archived and (f.schedule is not null or g.schedule is not null) and f.id < @before
              and (select count(*) from (
                select 1 from flow_run r where r.flow_id = f.id and r.auto_scheduled and r.scheduled_start_time > @now limit {runs.PerFlow}) next) < {runs.PerFlow}
            order by f.id desc limit {FlowsPerPage}
            """,
            r => r.GetGuid(0), ("before", before), ("now", clock.Now)),
        cancellationToken);

    private async Task<int> ScheduleAsync(Lease lease, Guid flow, CancellationToken cancellationToken)
    {
        try
        {
            return await database.WriteAsync(
                async session =>
                {
                    await lease.EnsureHeldAsync(session);
                    return await runs.ScheduleAsync(session, flow);
                },
                cancellationToken);
        }
        catch (RequestException e)
        {
            logger.LogWarning("Scheduler makes no runs of flow {Flow}: {Problem}", flow, e.Message);
            return 0;
        }
    }

    private async Task CountLateAsync(CancellationToken cancellationToken)
    {
        var now = clock.Now;
        var (count, oldest) = (await database.ReadAsync(
            session => session.QueryAsync(
                "select count(*), min(state_start_time) from flow_run where state = 'Scheduled' and state_start_time < @due",
                r => (r.GetInt64(0), r.TimeOrNull(1)), ("due", now - Punctual)),
            cancellationToken))[0];
        ServerMeters.LateRuns.Record(count);
        ServerMeters.Lateness.Record(oldest is { } first ? (now - first).TotalSeconds : 0);
        if (count > 0) logger.LogInformation("Scheduler: {Count} flow runs are late, the latest since {Oldest:u}; no agent has taken them", count, oldest);
    }
}
