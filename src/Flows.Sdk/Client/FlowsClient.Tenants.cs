namespace Flows.Client;

public sealed partial class FlowsClient
{
    /// <summary>Creates a tenant.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="slug">The word that stands for it in addresses, unlike that of every other tenant.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>Its id.</returns>
    public async Task<string> CreateTenantAsync(string name, string slug, CancellationToken cancellationToken = default) =>
        IdOf(await MutateAsync("create_tenant", new CreateTenantInput(name, slug), ClientJson.Default.CreateTenantInput, "id", cancellationToken).ConfigureAwait(false));
}

internal sealed record CreateTenantInput(string Name, string Slug);
