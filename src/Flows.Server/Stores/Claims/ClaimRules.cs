using Flows.Server.Data;
using Flows.Server.Errors;
using Flows.Server.Model;
using Flows.States;

namespace Flows.Server.Stores.Claims;

/// <summary>
/// What a claim allows. The token fences: once somebody else has claimed, rescheduled, cancelled or ended a run, whoever comes with the older
/// token is refused, however late. The lease only says when others may claim the run; a holder that is late but was not replaced goes on.
/// Callers without a token have the rules of the original, except that they cannot submit a run which is held.
/// </summary>
/// <param name="lease">How long a claim keeps others away after the last sign of life.</param>
internal sealed class ClaimRules(TimeSpan lease)
{
    public TimeSpan Lease { get; } = lease;

    /// <summary>The token of a header: null when there is none; one that no run has when it is no token.</summary>
    public static Guid? Read(string? header) => string.IsNullOrEmpty(header) ? null : Guid.TryParse(header, out var token) ? token : Guid.Empty;

    /// <summary>Looks whether the token that a caller brought, if any, is the run's.</summary>
    /// <exception cref="RequestException">It is not.</exception>
    public static void EnsureCurrent(Guid flowRun, Hold held, Guid? token)
    {
        if (token is { } brought && brought != held.Claim) throw Stale(flowRun, brought);
    }

    /// <summary>Looks whether the token that the caller of a task run brought, if any, is that of its flow run.</summary>
    /// <exception cref="RequestException">It is not.</exception>
    public static async Task EnsureCurrentAsync(ISqlSession session, Guid taskRun, Guid? token)
    {
        if (token is null) return;
        var owner = await session.FindAsync("select r.id, r.claim, r.claim_until from task_run t join flow_run r on r.id = t.flow_run_id where t.id = @id",
            r => new { Id = r.GetGuid(0), Held = r.HoldAt(1) }, ("id", taskRun));
        if (owner is not null) EnsureCurrent(owner.Id, owner.Held, token);
    }

    /// <summary>The hold of a flow run after it has taken a state.</summary>
    /// <param name="flowRun">The run.</param>
    /// <param name="held">Who holds it now.</param>
    /// <param name="next">The state that it is to take.</param>
    /// <param name="token">The token that the caller brought; null for none.</param>
    /// <param name="now">The time.</param>
    /// <exception cref="RequestException">The caller may not give the run this state.</exception>
    public Hold After(Guid flowRun, Hold held, State next, Guid? token, DateTimeOffset now)
    {
        EnsureCurrent(flowRun, held, token);
        if (next is Submitted && token is null)
            return held.IsLive(now)
                ? throw new RequestException($"{Messages.StateUpdateFailed}: flow run {flowRun} is claimed by another agent until {Iso.Format(held.Until!.Value)}.", ErrorCodes.Refused)
                : Hold.None;
        // A holder that ends the run or puts it back keeps its token, so that a call which it repeats is taken again; anybody else ends the claim.
        if (StoredState.IsFinished(next.Type) || IsWaiting(next)) return token is null ? Hold.None : held with { Until = null };
        return held.Claim is not null && next is (Running and not Cancelling) or Submitted ? held with { Until = now + Lease } : held;
    }

    public static RequestException Stale(Guid flowRun, Guid token) => new(
        $"{Messages.StateUpdateFailed}: the claim {token} on flow run {flowRun} has ended, since the run was claimed again, rescheduled, cancelled or ended by others.",
        ErrorCodes.Refused);

    private static bool IsWaiting(State state) => state is Scheduled or Queued;
}
