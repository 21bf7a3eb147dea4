using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Flows.Client;
using Flows.Client.Queries;
using Flows.Results;
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
        if (StoredTypesCheck.FindLostTarget(request.Graph) is { } lost) throw new FlowRegistrationException(lost);
        foreach (var warning in StoredTypesCheck.Warnings(request.Graph)) environment.Progress.Warn(warning);
        var document = FlowDocuments.From(request.Graph, RunConfigDocuments.From(request.RunConfig, request.Labels)) with { Schedule = ScheduleOf(request) };
        environment.Progress.Step($"Asking {client.Api} for project {request.Project}");
        var project = await FindProjectAsync(client, request.Project, cancellationToken).ConfigureAwait(false);
        var before = await FindNewestAsync(client, request, cancellationToken).ConfigureAwait(false);
        var stored = await StoreAsync(request, configuration, cancellationToken).ConfigureAwait(false);
        document = document with { Storage = stored.Document, Flows = document.Flows! with { Assembly = AssemblyFile, ImageTags = stored.ImageTags } };
        environment.Progress.Step($"Registering flow {request.Graph.Name}");
        var key = request.Force ? null : IdempotencyKey(document, stored);
        var id = await client.RegisterFlowAsync(project, document, key, setScheduleActive: true, cancellationToken).ConfigureAwait(false);
        try
        {
            return await ReadBackAsync(client, configuration, id, stored, unchanged: before == id, cancellationToken).ConfigureAwait(false);
        }
        catch (FlowsClientException e)
        {
            throw new FlowRegistrationException($"Flow '{request.Graph.Name}' is registered with the id {id}, but it could not be read back: {e.Message}", e);
        }
    }

    /// <exception cref="FlowRegistrationException">A run that the schedule makes would miss a parameter.</exception>
    private static JsonElement? ScheduleOf(RegistrationRequest request) => request.Schedule is null ? null
        : ScheduledParameters.FindMissing(request.Graph, request.Schedule, new FlowParameters()) is { } problem ? throw new FlowRegistrationException(problem)
        : request.Schedule.ToJson();

    private string AssemblyFile => environment.AssemblyFile ?? ProgramFolder.RunningAssemblyFile;

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

    private Task<StoredFlow> StoreAsync(RegistrationRequest request, FlowsConfiguration configuration, CancellationToken cancellationToken)
    {
        if (environment.IsDebugBuild)
        {
            environment.Progress.Warn($"{AssemblyFile} is a Debug build: it runs slower than a Release build ('dotnet run -c Release -- register ...').");
        }
        var store = new StorageRequest
        {
            FlowName = request.Graph.Name,
            ProgramFolder = environment.ProgramFolder,
            AssemblyFile = AssemblyFile,
            Setting = key => configuration[key],
            Progress = environment.Progress,
            TimeProvider = environment.TimeProvider,
        };
        return request.Storage.StoreAsync(store, cancellationToken);
    }

    private static string IdempotencyKey(FlowDocument document, StoredFlow stored) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{document.SerializedHash()}\n{stored.ContentDigest}")));

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
