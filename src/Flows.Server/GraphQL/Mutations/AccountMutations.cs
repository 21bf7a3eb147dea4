using Flows.Server.Access;
using static Flows.Server.GraphQL.Mutations.Mutation;

namespace Flows.Server.GraphQL.Mutations;

/// <summary>API keys, in the words of Prefect Cloud 1.x and with what is ours: scope and tenant.</summary>
internal static class AccountMutations
{
    // Keys belong to no user here: the field of the original is there so that its calls are valid.
    private const string Input = "name: String! scope: api_key_scope tenant_id: UUID expires_at: DateTime user_id: UUID";

    public static IEnumerable<Mutation> All(ApiKeys keys) => new[]
    {
        new Mutation("create_api_key", Input, "id: UUID key: String", async c =>
        {
            var scope = ScopeRules.Parse(c.Input.TextOrNull("scope") ?? "") ?? AccessScope.Admin;
            var (id, secret) = await keys.CreateAsync(new(c.Input.Text("name"), c.TenantId, scope, c.Input.Time("expires_at")), c.Cancellation);
            return Payload.Of(("id", id), ("key", secret));
        }),
        Doing("delete_api_key", "key_id: UUID!", c => keys.RevokeAsync(c.Input.Id("key_id"), c.Cancellation)),
    }.Select(m => m with { Scope = AccessScope.Admin });
}
