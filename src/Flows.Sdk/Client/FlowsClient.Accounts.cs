using Flows.Client.Queries;

namespace Flows.Client;

public sealed partial class FlowsClient
{
    /// <summary>Asks as whom the server takes this client.</summary>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>The key's name, scope and tenant.</returns>
    public async Task<AuthInfo> GetAuthInfoAsync(CancellationToken cancellationToken = default)
    {
        var info = Field(await ExecuteAsync("query { auth_info { name scope tenant_id key_id } }", cancellationToken).ConfigureAwait(false), "auth_info");
        return new(TextOf(info, "name"), TextOf(info, "scope"), TextOf(info, "tenant_id"), Find(info, "key_id")?.GetString());
    }

    /// <summary>Makes an API key.</summary>
    /// <param name="name">What people call it.</param>
    /// <param name="scope">What it is good for: <c>read</c>, <c>run</c> or <c>admin</c>.</param>
    /// <param name="tenantId">The tenant that it is for; null for all that this client's own key is for.</param>
    /// <param name="expires">When it ends to be good; null for never.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>The key's id, and the key itself, which the server does not tell again.</returns>
    public async Task<CreatedApiKey> CreateApiKeyAsync(
        string name, string scope, string? tenantId = null, DateTimeOffset? expires = null, CancellationToken cancellationToken = default)
    {
        var input = new CreateApiKeyInput(name, scope, tenantId, expires is { } end ? Wire.WireTime.Format(end) : null);
        var made = await MutateAsync("create_api_key", input, ClientJson.Default.CreateApiKeyInput, "id key", cancellationToken).ConfigureAwait(false);
        return new(IdOf(made), TextOf(made, "key"));
    }

    /// <summary>Makes an API key good no more, at once.</summary>
    /// <param name="keyId">Its id.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>When it is revoked.</returns>
    public Task RevokeApiKeyAsync(string keyId, CancellationToken cancellationToken = default) =>
        MutateAsync("delete_api_key", new DeleteApiKeyInput(keyId), ClientJson.Default.DeleteApiKeyInput, "success", cancellationToken);

    /// <summary>Lists the API keys that this client's key may see, by name.</summary>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>The keys, without the secrets.</returns>
    public async Task<IReadOnlyList<ApiKeySummary>> ListApiKeysAsync(CancellationToken cancellationToken = default)
    {
        var data = await ExecuteAsync(
            "query { api_key(order_by: { name: asc, created: asc }) { id name prefix scope created expires_at revoked last_used tenant { slug } } }", cancellationToken)
            .ConfigureAwait(false);
        return [.. Items(data, "api_key").Select(k => new ApiKeySummary(IdOf(k), TextOf(k, "name"), TextOf(k, "prefix"), TextOf(k, "scope"))
        {
            Tenant = Find(k, "tenant") is { ValueKind: System.Text.Json.JsonValueKind.Object } tenant ? TextOf(tenant, "slug") : null,
            Created = TimeOf(k, "created"),
            Expires = OptionalTimeOf(k, "expires_at"),
            Revoked = OptionalTimeOf(k, "revoked"),
            LastUsed = OptionalTimeOf(k, "last_used"),
        })];
    }

    /// <summary>Finds a tenant.</summary>
    /// <param name="slug">The word that stands for it.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>Its id, or null when there is none.</returns>
    public async Task<string?> FindTenantAsync(string slug, CancellationToken cancellationToken = default)
    {
        var data = await ExecuteAsync($"query {{ tenant(where: {{ slug: {{ _eq: {GraphQLText.Quote(slug)} }} }}) {{ id }} }}", cancellationToken).ConfigureAwait(false);
        return Field(data, "tenant").EnumerateArray().Select(IdOf).FirstOrDefault();
    }
}

internal sealed record CreateApiKeyInput(string Name, string Scope, string? TenantId, string? ExpiresAt);

internal sealed record DeleteApiKeyInput(string KeyId);
