using Flows.Server.Errors;
using Flows.Server.Stores;
using Flows.Server.Stores.Claims;
using Flows.Server.Stores.Limits;
using static Flows.Server.GraphQL.Mutations.Mutation;

namespace Flows.Server.GraphQL.Mutations;

/// <summary>How agents of Flows get their runs, and how many may be active at once.</summary>
internal static class ClaimMutations
{
    private const int MaxRuns = 100, MaxWaitSeconds = 60;

    public static IEnumerable<Mutation> All(RunClaims claims, ConcurrencyLimits limits, ClaimRules rules, Tenants tenants, Clock clock) =>
    [
        new("claim_flow_runs", "tenant_id: UUID agent_id: UUID labels: [String!] limit: Int wait_seconds: Int before: DateTime", "runs: [claimed_flow_run!]", async c =>
        {
            var tenant = await tenants.FindAsync(c.Input.IdOrNull("tenant_id") ?? c.Context.Caller.TenantId, c.Cancellation);
            var wait = Bounded(c.Input, "wait_seconds", 0, 0, MaxWaitSeconds);
            var ahead = c.Input.Time("before") is { } before ? before - clock.Now : TimeSpan.Zero;
            var runs = await claims.ClaimAsync(
                new(tenant, c.Input.IdOrNull("agent_id") ?? c.Context.AgentId, c.Input.Texts("labels") ?? [], Bounded(c.Input, "limit", 10, 1, MaxRuns),
                    TimeSpan.FromTicks(Math.Clamp(ahead.Ticks, 0, ActiveRuns.Ahead.Ticks))),
                TimeSpan.FromSeconds(wait), c.Cancellation);
            return Payload.Of(("runs", runs.Select(r => RunOf(r, rules)).ToList()));
        }),
        new("release_flow_run", "flow_run_id: UUID!", SuccessPayload,
            async c => Payload.Success(await claims.ReleaseAsync(c.Input.Id("flow_run_id"), ClaimRules.Read(c.Context.Claim), c.Cancellation))),
        new("set_concurrency_limit", "tenant_id: UUID label: String flow_group_id: UUID slots: Int!", IdPayload, async c => Payload.Id(await limits.SetAsync(
            c.Input.IdOrNull("tenant_id") ?? c.Context.Caller.TenantId, c.Input.TextOrNull("label"), c.Input.IdOrNull("flow_group_id"), c.Input.Number("slots")!.Value,
            c.Cancellation)))
        {
            Scope = Access.AccessScope.Admin,
        },
        new("delete_concurrency_limit", "concurrency_limit_id: UUID!", SuccessPayload, async c =>
        {
            await limits.DeleteAsync(c.Input.Id("concurrency_limit_id"), c.Cancellation);
            return Payload.Success();
        })
        {
            Scope = Access.AccessScope.Admin,
        },
    ];

    private static int Bounded(InputObject input, string name, int standard, int least, int most) => input.Number(name) switch
    {
        null => standard,
        { } value when value >= least && value <= most => (int)value,
        { } value => throw new RequestException($"{name} is {value}, but must be from {least} to {most}.", ErrorCodes.Data),
    };

    private static Payload RunOf(ClaimedRun run, ClaimRules rules) => Payload.Of(
        ("id", run.Id), ("claim", run.Claim), ("lease_seconds", (int)rules.Lease.TotalSeconds), ("version", run.Version), ("name", run.Name), ("state", run.State),
        ("serialized_state", run.SerializedState), ("parameters", run.Parameters),
        ("scheduled_start_time", run.ScheduledStartTime is { } start ? Model.Iso.Format(start) : null), ("run_config", run.RunConfig), ("labels", run.Labels),
        ("flow", Payload.Of(("id", run.Flow.Id), ("name", run.Flow.Name), ("version", run.Flow.Version), ("core_version", run.Flow.CoreVersion),
            ("storage", run.Flow.Storage), ("environment", run.Flow.Environment))),
        ("task_runs", run.TaskRuns.Select(t => Payload.Of(("id", t.Id), ("version", t.Version), ("task_id", t.TaskId), ("state", t.State),
            ("serialized_state", t.SerializedState))).ToList()));
}
