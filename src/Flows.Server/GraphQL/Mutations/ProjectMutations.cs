using Flows.Server.Stores;
using static Flows.Server.GraphQL.Mutations.Mutation;

namespace Flows.Server.GraphQL.Mutations;

/// <summary>Tenants and projects.</summary>
internal static class ProjectMutations
{
    public static IEnumerable<Mutation> All(Tenants tenants, Projects projects) =>
    [
        new("create_tenant", "name: String! slug: String!", IdPayload,
            async c => Payload.Id(await tenants.CreateAsync(c.Input.Text("name"), c.Input.Text("slug"), c.Cancellation))),
        new("create_project", "tenant_id: UUID name: String! description: String", IdPayload,
            async c => Payload.Id(await projects.CreateAsync(c.Input.IdOrNull("tenant_id"), c.Input.Text("name"), c.Input.TextOrNull("description"),
                c.Cancellation))),
        new("delete_project", "project_id: UUID!", SuccessPayload, async c =>
        {
            await projects.DeleteAsync(c.Input.Id("project_id"), c.Cancellation);
            return Payload.Success();
        }),
    ];
}
