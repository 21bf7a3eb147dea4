using Flows.Server.Data;
using Flows.Server.Errors;
using Flows.Server.Stores.Claims;
using Flows.States;

namespace Flows.Server.Stores;

/// <summary>The rules of task-run states (contract section 4.4).</summary>
internal sealed class TaskRunStates
{
    private readonly RunStates states;
    private readonly Clock clock;
    private readonly TransitionGroups groups;

    private sealed record FlowRun(Guid Id, string? State, Hold Held);

    public TaskRunStates(IDatabase database, RunStates states, Clock clock)
    {
        (this.states, this.clock) = (states, clock);
        groups = new(database, StoreAsync);
    }

    /// <summary>Stores states that clients send, and returns when all that were not refused are durable.</summary>
    /// <exception cref="RequestException">The rules do not allow one; the others are stored.</exception>
    public Task SetAsync(IReadOnlyList<Transition> transitions, CancellationToken cancellationToken) => groups.StoreAsync(transitions, cancellationToken);

    /// <summary>Stores states inside a transaction. A refusal is noted on its transition; the others are stored.</summary>
    public async Task StoreAsync(ISqlSession session, IReadOnlyList<Transition> transitions)
    {
        var runs = await RunStates.FindAsync(session, RunStates.Kind.TaskRun, transitions.Select(t => t.RunId));
        var flowRuns = await FindFlowRunsAsync(session, transitions, runs);
        foreach (var transition in transitions)
        {
            var run = runs.GetValueOrDefault(transition.RunId);
            if ((transition.Refusal = Refusal(run, transition, flowRuns)) is not null) continue;
            run!.Apply(transition.State.WithInputsOf(run.SerializedState, clock.Time), clock.Now);
            transition.StoredType = run.State;
        }
        await states.StoreAsync(session, RunStates.Kind.TaskRun, runs.Values);
    }

    private static RequestException? Refusal(RunRow? run, Transition transition, Dictionary<Guid, FlowRun> flowRuns)
    {
        var failed = $"{Messages.StateUpdateFailed} for task run ID {transition.RunId}";
        if (run is null) return new($"{failed}: there is no such task run.", ErrorCodes.NotFound);
        var flowRun = flowRuns.GetValueOrDefault(run.FlowRunId);
        try
        {
            if (flowRun is not null) ClaimRules.EnsureCurrent(run.FlowRunId, flowRun.Held, transition.Claim);
        }
        catch (RequestException e)
        {
            return e;
        }
        // Two agents can see the same task run that is due; only the first may start its flow run again.
        if (transition.State.State is Submitted && (run.State is nameof(Submitted) or nameof(Running) || StoredState.IsFinished(run.State)))
            return new($"{failed}: it cannot be submitted, it is {run.State} already.", ErrorCodes.Refused);
        return transition.State.State is not Running || flowRun?.State == nameof(Running)
            ? null
            : new($"{failed}: it cannot be Running while its flow run {run.FlowRunId} is {flowRun?.State ?? "unknown"}.", ErrorCodes.Refused);
    }

    /// <summary>The flow runs whose state or claim counts; asked after the lock on the task runs, so that a cancellation is seen.</summary>
    private static async Task<Dictionary<Guid, FlowRun>> FindFlowRunsAsync(ISqlSession session, IReadOnlyList<Transition> transitions,
        Dictionary<Guid, RunRow> runs)
    {
        Guid[] wanted =
        [
            .. transitions.Where(t => (t.Claim is not null || t.State.State is Running) && runs.ContainsKey(t.RunId)).Select(t => runs[t.RunId].FlowRunId).Distinct(),
        ];
        if (wanted.Length == 0) return [];
        var rows = await session.QueryAsync($"select id, state, claim, claim_until from flow_run where {session.Dialect.In("id", "@ids")}",
            r => new FlowRun(r.GetGuid(0), r.TextOrNull(1), r.HoldAt(2)), ("ids", wanted));
        return rows.ToDictionary(r => r.Id);
    }
}
