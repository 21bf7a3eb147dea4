using Flows.Server.Stores;
using Flows.Server.Stores.Claims;
using static Flows.Server.GraphQL.Mutations.Mutation;

namespace Flows.Server.GraphQL.Mutations;

/// <summary>Flow runs.</summary>
internal static class FlowRunMutations
{
    public static IEnumerable<Mutation> All(FlowRuns runs, FlowRunStates states) =>
    [
        Making("create_flow_run",
            "flow_id: UUID version_group_id: String parameters: JSON labels: [String!] run_config: JSON context: JSON "
            + "scheduled_start_time: DateTime idempotency_key: String flow_run_name: String",
            c => runs.CreateAsync(Wish(c), c.Cancellation)),
        Doing("set_flow_run_name", "flow_run_id: UUID! name: String!", c => runs.RenameAsync(c.Input.Id("flow_run_id"), c.Input.Text("name"), c.Cancellation)),
        Doing("set_flow_run_labels", "flow_run_id: UUID! labels: [String!]!",
            c => runs.SetLabelsAsync(c.Input.Id("flow_run_id"), c.Input.Texts("labels")!, c.Cancellation)),
        Doing("delete_flow_run", "flow_run_id: UUID!", c => runs.DeleteAsync(c.Input.Id("flow_run_id"), c.Cancellation)),
        Doing("update_flow_run_heartbeat", "flow_run_id: UUID!", c => runs.HeartbeatAsync(c.Input.Id("flow_run_id"), ClaimRules.Read(c.Context.Claim), c.Cancellation)),
        new("cancel_flow_run", "flow_run_id: UUID!", "state: String",
            async c => Payload.Of(("state", await states.CancelAsync(c.Input.Id("flow_run_id"), c.Cancellation)))),
    ];

    private static FlowRuns.Wish Wish(MutationCall call) => new()
    {
        FlowId = call.Input.IdOrNull("flow_id"),
        VersionGroupId = call.Input.TextOrNull("version_group_id"),
        TenantId = call.Context.Caller.TenantId,
        Parameters = call.Input.Json("parameters"),
        Labels = call.Input.Texts("labels"),
        RunConfig = call.Input.Json("run_config"),
        Context = call.Input.Json("context"),
        ScheduledStartTime = call.Input.Time("scheduled_start_time"),
        IdempotencyKey = call.Input.TextOrNull("idempotency_key"),
        Name = call.Input.TextOrNull("flow_run_name"),
    };
}
