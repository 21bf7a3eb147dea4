using System.Text.Json;
using Flows.Client;

namespace Flows.Cli.Registering;

/// <summary>Flows that were built earlier, perhaps elsewhere.</summary>
internal sealed class FileSource(CliEnvironment process, string where) : IFlowSource
{
    private IReadOnlyList<JsonElement> documents = [];

    public string Name => where;

    public IEnumerable<string> Files => FlowsFile.IsRemote(where) ? [] : [Path.GetFullPath(where, process.CurrentFolder)];

    public async Task<IReadOnlyList<string>> CollectAsync(Action<string> tell, CancellationToken stop)
    {
        documents = await FlowsFile.ReadAsync(process, where, stop);
        return documents.Any(d => FlowText.NameOf(d).Length == 0)
            ? throw new CliException($"'{where}' holds a flow without a name: build it again with `flows build`.")
            : [.. documents.Select(FlowText.NameOf)];
    }

    public async Task RegisterAsync(IReadOnlyList<string> flows, RegisterRequest request, RegistrationReport report, CancellationToken stop)
    {
        var configuration = process.LoadConfiguration();
        using var client = process.Connect(configuration);
        var project = await Lookups.ProjectLookup.ByNameAsync(client, request.Project, stop);
        var slug = await client.GetTenantSlugAsync(stop);
        foreach (var document in documents.Where(d => flows.Contains(FlowText.NameOf(d))))
        {
            try
            {
                var outcome = await RegisterAsync(client, project, document, request, stop);
                report.Add(outcome with { Url = $"{configuration.UiUrl.ToString().TrimEnd('/')}/{slug}/flow/{outcome.Id}" });
            }
            catch (FlowsClientException e)
            {
                report.Add(RegistrationOutcome.Failed(FlowText.NameOf(document), e.Message));
            }
        }
    }

    private static async Task<RegistrationOutcome> RegisterAsync(FlowsClient client, string project, JsonElement document, RegisterRequest request, CancellationToken stop)
    {
        var flow = FlowText.WithLabels(document, request.Labels);
        var name = FlowText.NameOf(flow);
        var before = await client.ListFlowsAsync(new() { Name = name, Project = request.Project, Archived = false }, limit: 1, stop);
        var id = await client.RegisterFlowAsync(project, flow, request.Force ? null : FlowText.KeyOf(flow), request.Schedule, stop);
        var unchanged = before is [var newest] && newest.Id == id;
        var info = await client.GetFlowAsync(id, stop);
        return new(name, unchanged ? RegistrationOutcome.Skipped : RegistrationOutcome.Registered) { Id = id, Version = info.Version, Project = info.ProjectName };
    }
}
