using Flows.Server.Events;
using Flows.Server.Stores;

namespace Flows.Server.Http.Streams;

/// <summary>
/// Follows what a dashboard shows: the newest state of each flow run that changes, and agents that come, ask for work or go. It tells nothing of
/// before; <c>refresh</c> says that the client should read its lists again, at the start and whenever there was too much to tell one by one.
/// </summary>
/// <param name="tenant">Whose; null for all tenants.</param>
/// <param name="changes">Reads what has changed.</param>
/// <param name="writer">The client.</param>
/// <param name="pace">The times.</param>
internal sealed class TenantStream(Guid? tenant, RunChanges changes, EventWriter writer, StreamPace pace)
{
    private readonly ChangeSignal runs = new();
    private readonly ChangeSignal agents = new();

    public async Task RunAsync(EventHub events, CancellationToken cancellationToken)
    {
        using var subscription = events.Subscribe(Hear);
        runs.AddUnknown();
        var beat = pace.Now;
        while (true)
        {
            await runs.WaitAsync(beat + StreamPace.Beat - pace.Now, pace.Time, cancellationToken);
            var now = pace.Now;
            if (await SendNewAsync(cancellationToken))
            {
                beat = now;
                await pace.RestAsync(cancellationToken);
            }
            else if (pace.Now >= beat + StreamPace.Beat)
            {
                beat = pace.Now;
                await writer.BeatAsync();
            }
        }
    }

    private void Hear(ServerEvent happened)
    {
        if (happened is EventsMissed) runs.AddUnknown();
        if (tenant is { } mine && mine != happened.TenantId) return;
        if (happened is FlowRunChanged run) runs.Add(run.FlowRunId);
        if (happened is not AgentChanged agent) return;
        agents.Add(agent.AgentId);
        runs.Wake();
    }

    private async Task<bool> SendNewAsync(CancellationToken cancellationToken)
    {
        var (changedRuns, tooManyRuns) = runs.Take();
        var (changedAgents, tooManyAgents) = agents.Take();
        if (tooManyRuns || tooManyAgents)
        {
            writer.Write("refresh", null, static _ => { });
            await writer.FlushAsync();
            return true;
        }
        if (changedRuns.Count > 0)
            foreach (var run in await changes.FlowRunsAsync([.. changedRuns], cancellationToken)) Write(run);
        if (changedAgents.Count > 0)
        {
            var known = await changes.AgentsAsync([.. changedAgents], cancellationToken);
            foreach (var agent in known) Write(agent);
            foreach (var gone in changedAgents.Except(known.Select(a => a.Id))) writer.Write("agent_deleted", null, json => json.WriteString("id", gone));
        }
        if (changedRuns.Count + changedAgents.Count == 0) return false;
        await writer.FlushAsync();
        return true;
    }

    private void Write(RunChanges.FlowRun run) => writer.Write("flow_run", null, json =>
    {
        json.WriteString("id", run.Id);
        json.WriteString("flow_id", run.FlowId);
        json.WriteString("name", run.Name);
        json.WriteNumber("version", run.Version);
        json.WriteString("state", run.State);
        json.WriteString("message", run.Message);
        FlowRunStream.Time(json, "timestamp", run.Timestamp);
        FlowRunStream.Time(json, "scheduled_start_time", run.ScheduledStartTime);
        FlowRunStream.Time(json, "start_time", run.StartTime);
        FlowRunStream.Time(json, "end_time", run.EndTime);
    });

    private void Write(RunChanges.Agent agent) => writer.Write("agent", null, json =>
    {
        json.WriteString("id", agent.Id);
        json.WriteString("name", agent.Name);
        json.WriteString("type", agent.Type);
        json.WritePropertyName("labels");
        json.WriteRawValue(agent.Labels.Text, skipInputValidation: true);
        FlowRunStream.Time(json, "last_queried", agent.LastQueried);
    });
}
