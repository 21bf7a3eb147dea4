using Flows.Server.Stores;
using static Flows.Server.GraphQL.Mutations.Mutation;

namespace Flows.Server.GraphQL.Mutations;

/// <summary>Projects.</summary>
internal static class ProjectMutations
{
    public static IEnumerable<Mutation> All(Projects projects) =>
    [
        Making("create_project", "tenant_id: UUID name: String! description: String",
            c => projects.CreateAsync(c.TenantId, c.Input.Text("name"), c.Input.TextOrNull("description"), c.Cancellation)),
        Doing("delete_project", "project_id: UUID!", c => projects.DeleteAsync(c.Input.Id("project_id"), c.Cancellation)),
        Doing("set_project_name", "project_id: UUID! name: String!", c => projects.RenameAsync(c.Input.Id("project_id"), c.Input.Text("name"), c.Cancellation)),
        Doing("set_project_description", "project_id: UUID! description: String",
            c => projects.DescribeAsync(c.Input.Id("project_id"), c.Input.TextOrNull("description"), c.Cancellation)),
    ];
}
