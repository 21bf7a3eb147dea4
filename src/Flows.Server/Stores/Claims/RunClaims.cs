using Flows.Server.Data;
using Flows.Server.Errors;
using Flows.Server.Stores.Limits;

namespace Flows.Server.Stores.Claims;

/// <summary>Gives runs to agents, each to one: with a token that fences, and a lease after which others may have the run.</summary>
internal sealed class RunClaims(IDatabase database, ClaimRules rules, ClaimSignals signals, Clock clock)
{
    private readonly DueRuns due = new(database.Dialect);

    /// <summary>Claims runs; when none is due, waits for one.</summary>
    /// <param name="request">What the agent asks for.</param>
    /// <param name="wait">How long to wait at most.</param>
    /// <param name="cancellationToken">The agent has gone.</param>
    public async Task<IReadOnlyList<ClaimedRun>> ClaimAsync(ClaimRequest request, TimeSpan wait, CancellationToken cancellationToken)
    {
        var end = clock.Now + wait;
        // It listens before it looks, so that nothing comes in between.
        using var waiter = signals.Listen(request.TenantId);
        await NoteAgentAsync(request, cancellationToken);
        var (runs, isBlocked) = await TakeAsync(request, cancellationToken);
        while (runs.Count == 0 && clock.Now < end)
        {
            var next = await database.ReadAsync(session => due.NextAsync(session, request, clock.Now, end), cancellationToken);
            await waiter.WaitAsync(next is { } soon && soon < end ? soon : end, isBlocked, cancellationToken);
            if (await IsAnyDueAsync(request, cancellationToken)) (runs, isBlocked) = await TakeAsync(request, cancellationToken);
        }
        if (cancellationToken.IsCancellationRequested)
            // The agent will not read the answer.
            foreach (var run in runs) await ReleaseAsync(run.Id, run.Claim, CancellationToken.None);
        return runs;
    }

    /// <summary>Gives a run back that its holder does not go on with, so that others need not wait for the end of the lease.</summary>
    /// <returns>Whether the token was the run's.</returns>
    public async Task<bool> ReleaseAsync(Guid flowRun, Guid? token, CancellationToken cancellationToken)
    {
        if (token is null) throw new RequestException("A claim is released by its holder: send its token in the header X-Flows-Claim.", ErrorCodes.Data);
        var tenant = await database.WriteAsync(
            session => session.FindIdAsync("update flow_run set claim_until = null where id = @id and claim = @claim returning tenant_id", ("id", flowRun), ("claim", token)),
            cancellationToken);
        if (tenant is { } owner) signals.Wake(owner);
        return tenant is not null;
    }

    // A look costs no write: many agents are woken by one run.
    private Task<bool> IsAnyDueAsync(ClaimRequest request, CancellationToken cancellationToken) => database.ReadAsync(
        async session =>
        {
            var now = clock.Now;
            var slots = await ActiveRuns.CountAsync(session, request.TenantId, now, isExclusive: false);
            return (await due.WaitingAsync(session, request, now, slots, 1, isExclusive: false)).Count > 0 || (await due.RunningAsync(session, request, now, 1, isExclusive: false)).Count > 0;
        },
        cancellationToken);

    private Task<(IReadOnlyList<ClaimedRun> Runs, bool IsBlocked)> TakeAsync(ClaimRequest request, CancellationToken cancellationToken) => database.WriteAsync(
        async session =>
        {
            var now = clock.Now;
            var slots = await ActiveRuns.CountAsync(session, request.TenantId, now, isExclusive: true);
            var claims = new Dictionary<Guid, Guid>();
            bool isSkipping;
            do
            {
                // What a limit that has just filled up keeps back is no candidate of the next round.
                var found = await due.WaitingAsync(session, request, now, slots, request.Limit - claims.Count, isExclusive: true);
                var taken = found.Where(slots.TryTake).ToList();
                await HoldAsync(session, request, taken, claims, now);
                isSkipping = taken.Count < found.Count;
            }
            while (isSkipping && claims.Count < request.Limit);
            var left = request.Limit - claims.Count;
            if (left > 0) await HoldAsync(session, request, await due.RunningAsync(session, request, now, left, isExclusive: true), claims, now);
            return (await ClaimedRun.ReadAsync(session, claims, now), !slots.IsEmpty);
        },
        cancellationToken);

    private async Task HoldAsync(ISqlSession session, ClaimRequest request, IReadOnlyList<Slots.Run> runs, Dictionary<Guid, Guid> claims, DateTimeOffset now)
    {
        foreach (var run in runs) claims.Add(run.Id, Guid.NewGuid());
        await session.ExecuteEachAsync(
            "update flow_run set claim = @claim, claim_until = @until, agent_id = coalesce((select id from agent where id = @agent), agent_id), updated = @now where id = @id",
            ["claim", "until", "agent", "now", "id"],
            [.. runs.Select(r => new object?[] { claims[r.Id], now + request.Ahead + rules.Lease, request.AgentId, now, r.Id })]);
    }

    private async Task NoteAgentAsync(ClaimRequest request, CancellationToken cancellationToken)
    {
        if (request.AgentId is { } agent)
            await database.WriteAsync(session => Agents.NoteAsync(session, agent, clock.Now), cancellationToken);
    }
}
