using System.Text.Json;
using Flows.Server.Data;
using Flows.Server.Errors;
using Flows.Server.Stores.Claims;
using Flows.States;

namespace Flows.Server.Stores;

/// <summary>The rules of task-run states (contract section 4.4).</summary>
internal sealed class TaskRunStates(IDatabase database, RunStates states, Clock clock)
{
    /// <returns>The type of the state that is stored.</returns>
    /// <exception cref="RequestException">The rules do not allow it.</exception>
    public Task<string> SetAsync(Guid id, JsonElement json, Guid? claim, CancellationToken cancellationToken)
    {
        var state = StoredState.Read(json, clock.Time);
        return database.WriteAsync(
            async session =>
            {
                var current = await RunStates.FindAsync(session, RunStates.Kind.TaskRun, id)
                    ?? throw new RequestException($"{Messages.StateUpdateFailed} for task run ID {id}: there is no such task run.", ErrorCodes.NotFound);
                await ClaimRules.EnsureCurrentAsync(session, id, claim);
                // Two agents can see the same task run that is due; only the first may start its flow run again.
                if (state.State is Submitted && (current.State is nameof(Submitted) or nameof(Running) || StoredState.IsFinished(current.State)))
                    throw new RequestException($"{Messages.StateUpdateFailed} for task run ID {id}: it cannot be submitted, it is {current.State} already.", ErrorCodes.Refused);
                if (state.State is Running) await EnsureFlowRunIsRunningAsync(session, id);
                var stored = state.WithInputsOf(current.SerializedState, clock.Time);
                await states.StoreAsync(session, RunStates.Kind.TaskRun, id, current, stored);
                return stored.Type;
            },
            cancellationToken);
    }

    private static async Task EnsureFlowRunIsRunningAsync(ISqlSession session, Guid id)
    {
        var flowRun = await session.FindAsync("select r.id, r.state from task_run t join flow_run r on r.id = t.flow_run_id where t.id = @id",
            r => new { Id = r.GetGuid(0), State = r.TextOrNull(1) }, ("id", id));
        if (flowRun?.State != nameof(Running))
            throw new RequestException(
                $"{Messages.StateUpdateFailed} for task run ID {id}: it cannot be Running while its flow run {flowRun?.Id} is {flowRun?.State ?? "unknown"}.",
                ErrorCodes.Refused);
    }
}
