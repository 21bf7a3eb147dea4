using Flows.Server.Access;
using Flows.Server.Tests.Queries;

namespace Flows.Server.Tests.Mutations;

/// <summary>What a caller must be allowed to do (docs/server/mutations.md).</summary>
public sealed class ScopeTests
{
    [Fact]
    public async Task Scope_OfMutations_IsAdminForWhatConcernsEverybody()
    {
        await using var server = await ExecutorHarness.OpenAsync();
        string[] admin =
        [
            "create_tenant", "delete_tenant", "update_tenant_name", "update_tenant_slug", "update_tenant_settings", "create_agent_config", "update_agent_config",
            "delete_agent_config", "create_cloud_hook", "test_cloud_hook", "delete_cloud_hook", "set_cloud_hook_active", "set_cloud_hook_inactive",
            "set_concurrency_limit", "delete_concurrency_limit",
        ];
        string[] run = ["create_flow_run", "set_flow_run_states", "get_runs_in_queue", "delete_project", "set_flow_group_schedule", "delete_message"];
        foreach (var name in admin) server.Mutations.Find(name)!.Mutation.Scope.ShouldBe(AccessScope.Admin, name);
        foreach (var name in run) server.Mutations.Find(name)!.Mutation.Scope.ShouldBe(AccessScope.Run, name);
    }
}
