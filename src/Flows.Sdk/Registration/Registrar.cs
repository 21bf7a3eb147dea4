using Flows.Client;
using Flows.Client.Queries;
using Flows.Storage;
using Flows.Wire;

namespace Flows.Registration;

/// <summary>
/// Registers a flow: checks it, asks the server for the project, stores the program, posts the flow. The post is one call and comes last,
/// so a registration that fails leaves nothing behind that the server knows of.
/// </summary>
internal sealed class Registrar(RegistrationEnvironment environment)
{
    /// <summary>Registers a flow.</summary>
    /// <exception cref="FlowRegistrationException">It cannot be registered.</exception>
    public async Task<FlowRegistration> RegisterAsync(RegistrationRequest request, CancellationToken cancellationToken)
    {
        try
        {
            var configuration = FlowsConfiguration.Load(environment.Sources);
            using var client = Connect(configuration);
            return await RegisterAsync(request, configuration, client, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (e is FlowsClientException or ConfigurationException or FlowStorageException)
        {
            throw new FlowRegistrationException(e.Message, e);
        }
    }

    private async Task<FlowRegistration> RegisterAsync(RegistrationRequest request, FlowsConfiguration configuration, FlowsClient client, CancellationToken cancellationToken)
    {
        var build = new FlowBuild(request, environment);
        environment.Progress.Step($"Asking {client.Api} for project {request.Project}");
        var project = await FindProjectAsync(client, request.Project, cancellationToken).ConfigureAwait(false);
        var before = await FindNewestAsync(client, request, cancellationToken).ConfigureAwait(false);
        var (document, stored) = await build.StoreAsync(configuration, cancellationToken).ConfigureAwait(false);
        environment.Progress.Step($"Registering flow {request.Graph.Name}");
        var key = request.Force ? null : document.SerializedHash();
        var id = await client.RegisterFlowAsync(project, document, key, request.ScheduleActive, cancellationToken).ConfigureAwait(false);
        try
        {
            return await ReadBackAsync(client, configuration, id, stored, unchanged: before == id, cancellationToken).ConfigureAwait(false);
        }
        catch (FlowsClientException e)
        {
            throw new FlowRegistrationException($"Flow '{request.Graph.Name}' is registered with the id {id}, but it could not be read back: {e.Message}", e);
        }
    }

    /// <summary>Stores a program and makes the document of its flow, for a registration elsewhere or later. No server is asked.</summary>
    /// <exception cref="FlowRegistrationException">It cannot be built.</exception>
    public async Task<FlowDocument> BuildAsync(RegistrationRequest request, CancellationToken cancellationToken)
    {
        try
        {
            return (await new FlowBuild(request, environment).StoreAsync(FlowsConfiguration.Load(environment.Sources), cancellationToken).ConfigureAwait(false)).Document;
        }
        catch (Exception e) when (e is ConfigurationException or FlowStorageException)
        {
            throw new FlowRegistrationException(e.Message, e);
        }
    }

    private FlowsClient Connect(FlowsConfiguration configuration) => FlowsClient.FromConfiguration(configuration, handler: environment.HttpMessageHandler);

    private static async Task<string> FindProjectAsync(FlowsClient client, string project, CancellationToken cancellationToken) =>
        await client.FindProjectAsync(project, cancellationToken).ConfigureAwait(false)
        ?? throw new FlowRegistrationException($"The server at {client.Api} has no project '{project}': create it with 'flows create project \"{project}\"'.");

    /// <summary>The id of the version that a run would use now: the same id back from the registration means that nothing changed.</summary>
    private static async Task<string?> FindNewestAsync(FlowsClient client, RegistrationRequest request, CancellationToken cancellationToken)
    {
        var filter = new FlowFilter { Name = request.Graph.Name, Project = request.Project, Archived = false };
        var flows = await client.ListFlowsAsync(filter, limit: 1, cancellationToken).ConfigureAwait(false);
        return flows is [var newest] ? newest.Id : null;
    }

    private static async Task<FlowRegistration> ReadBackAsync(
        FlowsClient client, FlowsConfiguration configuration, string id, StoredFlow stored, bool unchanged, CancellationToken cancellationToken)
    {
        var flow = await client.GetFlowAsync(id, cancellationToken).ConfigureAwait(false);
        var tenant = await client.GetTenantSlugAsync(cancellationToken).ConfigureAwait(false);
        return new FlowRegistration
        {
            Id = id,
            Name = flow.Name,
            Project = flow.ProjectName,
            Version = flow.Version,
            FlowGroupId = flow.FlowGroupId,
            Url = $"{configuration.UiUrl.AbsoluteUri.TrimEnd('/')}/{tenant}/flow/{id}",
            StoredAt = stored.Description,
            Labels = flow.Labels,
            Unchanged = unchanged,
        };
    }
}
