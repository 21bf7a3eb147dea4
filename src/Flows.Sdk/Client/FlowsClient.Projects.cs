namespace Flows.Client;

public sealed partial class FlowsClient
{
    private string? tenantId;

    /// <summary>Finds a project.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>Its id, or null when there is none of that name.</returns>
    public async Task<string?> FindProjectAsync(string name, CancellationToken cancellationToken = default)
    {
        var data = await ExecuteAsync(
            $"query {{\n    project(where: {{ name: {{ _eq: {GraphQLText.Quote(name)} }} }}) {{\n        id\n    }}\n}}", cancellationToken).ConfigureAwait(false);
        return Field(data, "project").EnumerateArray().Select(IdOf).FirstOrDefault();
    }

    /// <summary>Creates a project, or finds the one that has the name already.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="description">What it is for. <value>The default is null.</value></param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>Its id.</returns>
    public async Task<string> CreateProjectAsync(string name, string? description = null, CancellationToken cancellationToken = default)
    {
        var input = new CreateProjectInput(name, description, await GetTenantIdAsync(cancellationToken).ConfigureAwait(false));
        try
        {
            return IdOf(await MutateAsync("create_project", input, ClientJson.Default.CreateProjectInput, "id", cancellationToken).ConfigureAwait(false));
        }
        catch (FlowsClientException e) when (e.Error == FlowsClientError.UniquenessViolation)
        {
            if (await FindProjectAsync(name, cancellationToken).ConfigureAwait(false) is { } id) return id;
            throw;
        }
    }

    /// <summary>The tenant that calls are for: the configured one, otherwise the server's first.</summary>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>Its id.</returns>
    public async Task<string> GetTenantIdAsync(CancellationToken cancellationToken = default)
    {
        if (options.TenantId is { Length: > 0 } configured) return configured;
        if (tenantId is { } known) return known;
        var data = await ExecuteAsync("query {\n    tenant {\n        id\n    }\n}", cancellationToken).ConfigureAwait(false);
        return tenantId = Field(data, "tenant").EnumerateArray().Select(IdOf).FirstOrDefault() ?? throw NoTenant();
    }

    /// <summary>The word that stands for the tenant in the dashboard's addresses.</summary>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>The slug.</returns>
    public async Task<string> GetTenantSlugAsync(CancellationToken cancellationToken = default)
    {
        var own = await GetTenantIdAsync(cancellationToken).ConfigureAwait(false);
        var data = await ExecuteAsync("query {\n    tenant {\n        id\n        slug\n    }\n}", cancellationToken).ConfigureAwait(false);
        var tenants = Field(data, "tenant").EnumerateArray().ToList();
        return tenants.Where(t => IdOf(t) == own).Select(t => t.GetProperty("slug").GetString()).FirstOrDefault() ?? throw NoTenant();
    }

    private FlowsClientException NoTenant() => new(
        FlowsClientError.NotFound,
        $"The server at {Api} has no such tenant; a Flows server makes one when it starts, the original by 'prefect server create-tenant' (setting cloud.tenant_id, PREFECT__CLOUD__TENANT_ID).");
}

internal sealed record CreateProjectInput(string Name, string? Description, string TenantId);
