using System.Text.Json;
using Flows.Server.Data;
using Flows.Server.Errors;
using Flows.Server.Stores.Claims;
using Flows.States;

namespace Flows.Server.Stores;

/// <summary>The rules of flow-run states (contract section 4.4).</summary>
internal sealed class FlowRunStates(IDatabase database, RunStates states, ClaimRules claims, Clock clock)
{
    /// <summary>How long a run that was submitted cannot be submitted again: what keeps two agents from starting it twice.</summary>
    private static readonly TimeSpan SubmittedLock = TimeSpan.FromSeconds(30);

    /// <summary>Stores a state that a client sends.</summary>
    /// <param name="id">The run.</param>
    /// <param name="json">The state.</param>
    /// <param name="agent">The agent that sends it, if one does.</param>
    /// <param name="claim">The token of the claim under which it is sent, if there is one.</param>
    /// <param name="cancellationToken">Gives up before it starts.</param>
    /// <exception cref="RequestException">The rules do not allow it.</exception>
    public Task SetAsync(Guid id, JsonElement json, Guid? agent, Guid? claim, CancellationToken cancellationToken)
    {
        var state = StoredState.Read(json, clock.Time);
        return database.WriteAsync(session => StoreAsync(session, id, state, agent, claim), cancellationToken);
    }

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
    public async Task<bool> StoreAsync(ISqlSession session, Guid id, StoredState state, Guid? agent = null, Guid? claim = null)
    {
        var current = await RunStates.FindAsync(session, RunStates.Kind.FlowRun, id)
            ?? throw new RequestException($"{Messages.StateUpdateFailed} for flow run ID {id}: there is no such run.", ErrorCodes.NotFound);
        var held = claims.After(id, current.Held, state.State, claim, clock.Now);
        if (state.State is Submitted) await EnsureMayBeSubmittedAsync(session, id, current, claim);
        if (state.State is Cancelled) await CancelTaskRunsAsync(session, id, state);
        await states.StoreAsync(session, RunStates.Kind.FlowRun, id, current, state);
        if (held != current.Held)
            await session.ExecuteAsync("update flow_run set claim = @claim, claim_until = @until where id = @id", ("claim", held.Claim), ("until", held.Until), ("id", id));
        if (state.State is Submitted && agent is not null)
            await session.ExecuteAsync("update flow_run set agent_id = @agent where id = @id and exists (select 1 from agent where id = @agent)",
                ("agent", agent), ("id", id));
        return true;
    }

    // The lock is a look at the history, so that it holds for every process that uses the database, and over a restart. An agent that
    // comes later than that, because it was busy, must not start a run that others have started, ended or cancelled in the meantime.
    private async Task EnsureMayBeSubmittedAsync(ISqlSession session, Guid id, RunStates.Current current, Guid? claim)
    {
        if (StoredState.IsFinished(current.State) || current.State is nameof(Running) or nameof(Cancelling))
            throw new RequestException($"{Messages.StateUpdateFailed}: this run cannot be submitted, it is {current.State} already.", ErrorCodes.Refused);
        // The claim keeps others away better than a time can, and a call that its holder repeats is taken again.
        if (claim is not null) return;
        var earlier = await session.FindIdAsync(
            """select id from flow_run_state where flow_run_id = @id and "timestamp" > @since and state = 'Submitted' limit 1""",
            ("id", id), ("since", clock.Now - SubmittedLock));
        if (earlier is not null) throw new RequestException(Messages.AlreadySubmitted, ErrorCodes.Refused);
    }

    private async Task CancelTaskRunsAsync(ISqlSession session, Guid id, StoredState state)
    {
        var unfinished = await session.QueryAsync(
            $"select id from task_run where flow_run_id = @id and (state is null or state not in {StoredState.FinishedTypes}) order by id",
            r => r.GetGuid(0), ("id", id));
        foreach (var taskRun in unfinished)
            if (await RunStates.FindAsync(session, RunStates.Kind.TaskRun, taskRun) is { } current)
                await states.StoreAsync(session, RunStates.Kind.TaskRun, taskRun, current, state);
    }
}
