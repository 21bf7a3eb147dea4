using Flows.Server.Data;
using Flows.Server.Errors;
using Flows.Server.Hooks;
using Flows.Server.Model;
using Flows.Server.Stores.Claims;
using Flows.Server.Stores.Limits;
using Flows.States;

namespace Flows.Server.Stores;

/// <summary>The rules of flow-run states (contract section 4.4).</summary>
internal sealed class FlowRunStates
{
    /// <summary>How long a run that was submitted cannot be submitted again: what keeps two agents from starting it twice.</summary>
    private static readonly TimeSpan SubmittedLock = TimeSpan.FromSeconds(30);

    private readonly IDatabase database;
    private readonly RunStates states;
    private readonly ClaimRules claims;
    private readonly HookOutbox hooks;
    private readonly Clock clock;
    private readonly TransitionGroups groups;

    public FlowRunStates(IDatabase database, RunStates states, ClaimRules claims, HookOutbox hooks, Clock clock)
    {
        (this.database, this.states, this.claims, this.hooks, this.clock) = (database, states, claims, hooks, clock);
        groups = new(database, StoreAsync);
    }

    /// <summary>Stores states that clients send, and returns when all that were not refused are durable.</summary>
    /// <exception cref="RequestException">The rules do not allow one; the others are stored.</exception>
    public Task SetAsync(IReadOnlyList<Transition> transitions, CancellationToken cancellationToken) => groups.StoreAsync(transitions, cancellationToken);

    /// <summary>Asks for the end of a run: at once when nothing executes it, otherwise its process is told.</summary>
    /// <returns>The state that the run has now.</returns>
    public Task<string> CancelAsync(Guid id, CancellationToken cancellationToken) => database.WriteAsync(
        async session =>
        {
            var current = await RunStates.FindAsync(session, RunStates.Kind.FlowRun, id)
                ?? throw new RequestException(Messages.NotFound("Flow run", id), ErrorCodes.NotFound);
            if (StoredState.IsFinished(current.State)) return current.State!;
            State next = current.State is nameof(Running) or nameof(Cancelling)
                ? new Cancelling { Message = "Flow run is cancelling" }
                : new Cancelled { Message = "Flow run is cancelled" };
            await StoreAsync(session, id, StoredState.Of(next));
            return next.Type;
        },
        cancellationToken);

    /// <summary>Stores a state inside a transaction.</summary>
    /// <exception cref="RequestException">The rules do not allow it.</exception>
    public async Task<bool> StoreAsync(ISqlSession session, Guid id, StoredState state, Guid? agent = null, Guid? claim = null)
    {
        var transition = new Transition(id, state) { Agent = agent, Claim = claim };
        await StoreAsync(session, [transition]);
        return transition.Refusal is { } refusal ? throw refusal : true;
    }

    /// <summary>Stores states inside a transaction. A refusal is noted on its transition; the others are stored.</summary>
    public async Task StoreAsync(ISqlSession session, IReadOnlyList<Transition> transitions)
    {
        var runs = await RunStates.FindAsync(session, RunStates.Kind.FlowRun, transitions.Select(t => t.RunId));
        var locked = await FindLockedAsync(session, transitions);
        var now = clock.Now;
        var admission = await Admission.OpenAsync(session, [.. transitions.Where(NeedsSlot).Select(t => runs[t.RunId])], now);
        var cancelled = new Dictionary<Guid, StoredState>();
        foreach (var transition in transitions)
        {
            var run = runs.GetValueOrDefault(transition.RunId);
            if ((transition.Refusal = Refusal(run, transition, locked, admission, now)) is not null) continue;
            run!.Apply(transition.State, now);
            transition.StoredType = transition.State.Type;
            if (transition.State.State is Submitted) locked.Add(run.Id);
            if (transition.State.State is Cancelled) cancelled[run.Id] = transition.State;
        }
        if (cancelled.Count > 0) await CancelTaskRunsAsync(session, cancelled, now);
        await states.StoreAsync(session, RunStates.Kind.FlowRun, runs.Values);
        await hooks.AddAsync(session, runs.Values);
        await session.ExecuteEachAsync("update flow_run set claim = @claim, claim_until = @until where id = @id", ["claim", "until", "id"],
            [.. runs.Values.Where(r => r.HasNewHold).Select(r => (object?[])[r.Held.Claim, r.Held.Until, r.Id])]);
        await session.ExecuteEachAsync("update flow_run set agent_id = @agent where id = @id and exists (select 1 from agent where id = @agent)",
            ["agent", "id"],
            [.. transitions.Where(t => t is { Refusal: null, Agent: not null, State.State: Submitted }).Select(t => (object?[])[t.Agent, t.RunId])]);

        // A live claim has its slots already, and so has a run that was submitted before.
        bool NeedsSlot(Transition transition) => transition.State.State is Submitted && runs.TryGetValue(transition.RunId, out var run)
            && Tables.IsWaiting(run.State) && !(transition.Claim is not null && run.Held.IsLive(now));
    }

    // An agent that comes later than the lock, because it was busy, must not start a run that others have started, ended or cancelled in the meantime.
    private RequestException? Refusal(RunRow? run, Transition transition, HashSet<Guid> locked, Admission admission, DateTimeOffset now)
    {
        if (run is null)
            return new($"{Messages.StateUpdateFailed} for flow run ID {transition.RunId}: there is no such run.", ErrorCodes.NotFound);
        Hold held;
        try
        {
            held = claims.After(run.Id, run.Held, transition.State.State, transition.Claim, now);
        }
        catch (RequestException e)
        {
            return e;
        }
        if (transition.State.State is Submitted)
        {
            if (StoredState.IsFinished(run.State) || run.State is nameof(Running) or nameof(Cancelling))
                return new($"{Messages.StateUpdateFailed}: this run cannot be submitted, it is {run.State} already.", ErrorCodes.Refused);
            // A claim keeps others away better than a time can, and a call that its holder repeats is taken again.
            if (transition.Claim is null && locked.Contains(run.Id)) return new(Messages.AlreadySubmitted, ErrorCodes.Refused);
            if (admission.Refusal(run) is { } full) return full;
        }
        run.Hold(held);
        return null;
    }

    // The lock is a look at the history, so that it holds for every process that uses the database, and over a restart.
    private async Task<HashSet<Guid>> FindLockedAsync(ISqlSession session, IReadOnlyList<Transition> transitions)
    {
        Guid[] submitted = [.. transitions.Where(t => t.State.State is Submitted && t.Claim is null).Select(t => t.RunId).Distinct()];
        if (submitted.Length == 0) return [];
        return [.. await session.QueryAsync(
            $"""
            select distinct flow_run_id from flow_run_state
            where {session.Dialect.In("flow_run_id", "@ids")} and "timestamp" > @since and state = 'Submitted'
            """,
            r => r.GetGuid(0), ("ids", submitted), ("since", clock.Now - SubmittedLock))];
    }

    private async Task CancelTaskRunsAsync(ISqlSession session, Dictionary<Guid, StoredState> cancelled, DateTimeOffset now)
    {
        var taskRuns = await RunStates.FindUnfinishedAsync(session, [.. cancelled.Keys]);
        foreach (var run in taskRuns) run.Apply(cancelled[run.FlowRunId], now);
        await states.StoreAsync(session, RunStates.Kind.TaskRun, taskRuns);
    }
}
