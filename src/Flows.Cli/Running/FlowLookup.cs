using Flows.Client;
using Flows.Client.Queries;

namespace Flows.Cli.Running;

/// <summary>Finds the one flow that somebody means.</summary>
internal static class FlowLookup
{
    /// <summary>Finds a flow by its id.</summary>
    /// <exception cref="CliException">There is none.</exception>
    public static async Task<FlowSummary> ByIdAsync(FlowsClient client, string id, CancellationToken stop)
    {
        var flows = await client.ListFlowsAsync(new() { Id = Ids.Check(id, "flow") }, cancellationToken: stop);
        return flows.Count > 0 ? flows[0] : throw new CliException($"There is no flow with the id '{id}'; `flows get flows` lists the flows.");
    }

    /// <summary>Finds the newest version of a flow by its name.</summary>
    /// <param name="client">The server.</param>
    /// <param name="name">The flow's name.</param>
    /// <param name="project">The project's name; null when the name says it all.</param>
    /// <param name="stop">Ends the call.</param>
    /// <exception cref="CliException">There is none, or more than one.</exception>
    public static async Task<FlowSummary> ByNameAsync(FlowsClient client, string name, string? project, CancellationToken stop)
    {
        var flows = await client.ListFlowsAsync(new() { Name = name, Project = project, Archived = false }, cancellationToken: stop);
        return flows switch
        {
            [var flow] => flow,
            [] => throw await NoneAsync(client, name, project, stop),
            _ => throw new CliException($"{flows.Count} flows are named '{name}', in the projects {Quote(flows.Select(f => f.ProjectName))}: say which with --project."),
        };
    }

    private static async Task<CliException> NoneAsync(FlowsClient client, string name, string? project, CancellationToken stop)
    {
        if (project is not null && await client.FindProjectAsync(project, stop) is null)
            return new($"There is no project named '{project}'; `flows get projects` lists the projects.");
        var others = await client.ListFlowsAsync(new() { Project = project, Archived = false }, limit: 10, stop);
        var where = project is null ? "" : $" in project '{project}'";
        return new($"There is no flow named '{name}'{where}; " + (others.Count == 0 ? "none is registered there yet." : $"there are {Quote(others.Select(f => f.Name))}."));
    }

    private static string Quote(IEnumerable<string> names) => string.Join(", ", names.Distinct(StringComparer.Ordinal).Select(n => $"'{n}'"));
}
