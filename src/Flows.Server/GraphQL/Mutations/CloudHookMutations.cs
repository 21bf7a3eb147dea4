using Flows.Server.Access;
using Flows.Server.Hooks;
using static Flows.Server.GraphQL.Mutations.Mutation;

namespace Flows.Server.GraphQL.Mutations;

/// <summary>Who is told of states.</summary>
internal static class CloudHookMutations
{
    private const string Which = "cloud_hook_id: UUID!";

    public static IEnumerable<Mutation> All(CloudHooks hooks, HookTrial trial) => new[]
    {
        Making("create_cloud_hook", "tenant_id: UUID type: cloud_hook_type! name: String version_group_id: String states: [String!]! config: JSON",
            c => hooks.CreateAsync(c.TenantId, Wish(c.Input), c.Cancellation)),
        Doing("test_cloud_hook", $"{Which} flow_run_id: UUID state_type: test_cloud_hook_state_type",
            c => trial.RunAsync(Hook(c), c.Input.IdOrNull("flow_run_id"), c.Input.TextOrNull("state_type"), c.Cancellation)),
        Doing("delete_cloud_hook", Which, c => hooks.DeleteAsync(Hook(c), c.Cancellation)),
        Doing("set_cloud_hook_active", Which, c => hooks.SwitchAsync(Hook(c), active: true, c.Cancellation)),
        Doing("set_cloud_hook_inactive", Which, c => hooks.SwitchAsync(Hook(c), active: false, c.Cancellation)),
    }.Select(m => m with { Scope = AccessScope.Admin });

    private static Guid Hook(MutationCall call) => call.Input.Id("cloud_hook_id");

    private static CloudHooks.Wish Wish(InputObject input) =>
        new(input.Text("type"), input.TextOrNull("name"), input.TextOrNull("version_group_id"), input.Texts("states")!, input.Json("config"));
}
