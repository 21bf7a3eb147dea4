using Flows.Server.Access;
using Flows.Server.Stores;
using static Flows.Server.GraphQL.Mutations.Mutation;

namespace Flows.Server.GraphQL.Mutations;

/// <summary>Tenants.</summary>
internal static class TenantMutations
{
    public static IEnumerable<Mutation> All(Tenants tenants) => new[]
    {
        Making("create_tenant", "name: String! slug: String!", c => tenants.CreateAsync(c.Input.Text("name"), c.Input.Text("slug"), c.Cancellation)) with
        {
            NeedsAllTenants = true,
        },
        Doing("delete_tenant", "tenant_id: UUID! confirm: Boolean!",
            c => tenants.DeleteAsync(c.Input.Id("tenant_id"), c.Input.Flag("confirm") ?? false, c.Cancellation)),
        Changing("update_tenant_name", "name: String!", (c, id) => tenants.RenameAsync(id, c.Input.Text("name"), c.Cancellation)),
        Changing("update_tenant_slug", "slug: String!", (c, id) => tenants.ChangeSlugAsync(id, c.Input.Text("slug"), c.Cancellation)),
        Changing("update_tenant_settings", "settings: JSON", (c, id) => tenants.ChangeSettingsAsync(id, c.Input.Json("settings"), c.Cancellation)),
    }.Select(m => m with { Scope = AccessScope.Admin });

    private static Mutation Changing(string name, string input, Func<MutationCall, Guid, Task> changeAsync) =>
        Making(name, $"tenant_id: UUID! {input}", async c =>
        {
            var id = c.Input.Id("tenant_id");
            await changeAsync(c, id);
            return id;
        });
}
