using Flows.Server.Stores;
using Flows.Server.Stores.Claims;
using static Flows.Server.GraphQL.Mutations.Mutation;

namespace Flows.Server.GraphQL.Mutations;

/// <summary>Flow runs.</summary>
internal static class FlowRunMutations
{
    public static IEnumerable<Mutation> All(FlowRuns runs, FlowRunStates states) =>
    [
        new("create_flow_run",
            "flow_id: UUID version_group_id: String parameters: JSON labels: [String!] run_config: JSON context: JSON "
            + "scheduled_start_time: DateTime idempotency_key: String flow_run_name: String",
            IdPayload, async c => Payload.Id(await runs.CreateAsync(Wish(c.Input), c.Cancellation))),
        new("set_flow_run_name", "flow_run_id: UUID! name: String!", SuccessPayload, async c =>
        {
            await runs.RenameAsync(c.Input.Id("flow_run_id"), c.Input.Text("name"), c.Cancellation);
            return Payload.Success();
        }),
        new("set_flow_run_labels", "flow_run_id: UUID! labels: [String!]!", SuccessPayload, async c =>
        {
            await runs.SetLabelsAsync(c.Input.Id("flow_run_id"), c.Input.Texts("labels")!, c.Cancellation);
            return Payload.Success();
        }),
        new("delete_flow_run", "flow_run_id: UUID!", SuccessPayload, async c =>
        {
            await runs.DeleteAsync(c.Input.Id("flow_run_id"), c.Cancellation);
            return Payload.Success();
        }),
        new("update_flow_run_heartbeat", "flow_run_id: UUID!", SuccessPayload, async c =>
        {
            await runs.HeartbeatAsync(c.Input.Id("flow_run_id"), ClaimRules.Read(c.Context.Claim), c.Cancellation);
            return Payload.Success();
        }),
        new("cancel_flow_run", "flow_run_id: UUID!", "state: String",
            async c => Payload.Of(("state", await states.CancelAsync(c.Input.Id("flow_run_id"), c.Cancellation)))),
    ];

    private static FlowRuns.Wish Wish(InputObject input) => new()
    {
        FlowId = input.IdOrNull("flow_id"),
        VersionGroupId = input.TextOrNull("version_group_id"),
        Parameters = input.Json("parameters"),
        Labels = input.Texts("labels"),
        RunConfig = input.Json("run_config"),
        Context = input.Json("context"),
        ScheduledStartTime = input.Time("scheduled_start_time"),
        IdempotencyKey = input.TextOrNull("idempotency_key"),
        Name = input.TextOrNull("flow_run_name"),
    };
}
