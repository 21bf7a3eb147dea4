using Flows.Server.Access;
using Flows.Server.Stores;
using static Flows.Server.GraphQL.Mutations.Mutation;

namespace Flows.Server.GraphQL.Mutations;

/// <summary>Settings that agents take from the server.</summary>
internal static class AgentConfigMutations
{
    private const string Which = "agent_config_id: UUID!";

    public static IEnumerable<Mutation> All(AgentConfigs configs) => new[]
    {
        Making("create_agent_config", "tenant_id: UUID name: String settings: JSON",
            c => configs.CreateAsync(c.TenantId, c.Input.TextOrNull("name"), c.Input.Json("settings"), c.Cancellation)),
        Doing("update_agent_config", $"{Which} name: String settings: JSON",
            c => configs.ChangeAsync(c.Input.Id("agent_config_id"), c.Input.TextOrNull("name"), c.Input.Json("settings"), c.Cancellation)),
        Doing("delete_agent_config", Which, c => configs.DeleteAsync(c.Input.Id("agent_config_id"), c.Cancellation)),
    }.Select(m => m with { Scope = AccessScope.Admin });
}
