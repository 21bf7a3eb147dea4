using System.Text.Json;
using Flows.Client;
using Flows.Results;
using Flows.Storage;
using Flows.Wire;

namespace Flows.Registration;

/// <summary>Makes the document of a flow, and keeps its program where the document says. What the flow alone gets wrong is said before anything is stored.</summary>
internal sealed class FlowBuild
{
    private readonly RegistrationRequest request;
    private readonly RegistrationEnvironment environment;
    private readonly FlowDocument document;

    /// <exception cref="FlowRegistrationException">The flow cannot be registered as it is.</exception>
    public FlowBuild(RegistrationRequest request, RegistrationEnvironment environment)
    {
        (this.request, this.environment) = (request, environment);
        if (StoredTypesCheck.FindLostTarget(request.Graph) is { } lost) throw new FlowRegistrationException(lost);
        foreach (var warning in StoredTypesCheck.Warnings(request.Graph)) environment.Progress.Warn(warning);
        document = FlowDocuments.From(request.Graph, RunConfigDocuments.From(request.RunConfig, request.Labels)) with { Schedule = Schedule() };
    }

    private string AssemblyFile => environment.AssemblyFile ?? ProgramFolder.RunningAssemblyFile;

    /// <summary>Stores the program.</summary>
    /// <exception cref="FlowStorageException">It cannot be stored.</exception>
    public async Task<(FlowDocument Document, StoredFlow Stored)> StoreAsync(FlowsConfiguration configuration, CancellationToken cancellationToken)
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
        var stored = await request.Storage.StoreAsync(store, cancellationToken).ConfigureAwait(false);
        var facts = document.Flows! with { Assembly = AssemblyFile, ImageTags = stored.ImageTags, ContentDigest = stored.ContentDigest };
        return (document with { Storage = stored.Document, Flows = facts }, stored);
    }

    /// <exception cref="FlowRegistrationException">A run that the schedule makes would miss a parameter.</exception>
    private JsonElement? Schedule() => request.Schedule is null ? null
        : ScheduledParameters.FindMissing(request.Graph, request.Schedule, new FlowParameters()) is { } problem ? throw new FlowRegistrationException(problem)
        : request.Schedule.ToJson();
}
