using Flows.Client;
using Flows.Client.Queries;

namespace Flows.Cli.Lookups;

/// <summary>Finds the one flow that somebody means.</summary>
internal static class FlowLookup
{
    /// <summary>Finds a flow by the id of a version, or by the id that its versions share: then the newest.</summary>
    /// <exception cref="CliException">There is none.</exception>
    public static async Task<FlowSummary> ByIdAsync(FlowsClient client, string id, CancellationToken stop)
    {
        var flows = await client.ListFlowsAsync(new() { Id = Ids.Check(id, "flow") }, cancellationToken: stop);
        if (flows.Count == 0) flows = await client.ListFlowsAsync(new() { FlowGroupId = id, Archived = false }, limit: 1, stop);
        return flows.Count > 0 ? flows[0] : throw new CliException($"There is no flow with the id '{id}'; `flows get flows` lists the flows.");
    }

    /// <summary>Finds the flow that options name: by its id, or by its name and at will its project.</summary>
    /// <exception cref="CliException">There is none, or more than one.</exception>
    public static Task<FlowSummary> FindAsync(FlowsClient client, string? id, string? name, string? project, CancellationToken stop) =>
        id is not null ? ByIdAsync(client, id, stop) : ByNameAsync(client, name!, project, stop);

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
            _ => throw new CliException($"{flows.Count} flows are named '{name}', in the projects {Names.Quote(flows.Select(f => f.ProjectName))}: say which with --project."),
        };
    }

    /// <summary>Says what is wrong when nothing was found: no such project, or no such flow. A flow that exists is no error.</summary>
    /// <exception cref="CliException">One of them does not exist.</exception>
    public static async Task ExplainAsync(FlowsClient client, string? name, string? project, CancellationToken stop)
    {
        await ProjectLookup.CheckAsync(client, project, stop);
        if (name is not null && (await client.ListFlowsAsync(new() { Name = name, Project = project }, limit: 1, stop)).Count == 0) throw await NoneAsync(client, name, project, stop);
    }

    /// <summary>What is wrong when nothing fits a filter.</summary>
    public static async Task<CliException> NoneAsync(FlowsClient client, FlowFilter filter, CancellationToken stop)
    {
        var versions = await client.ListFlowsAsync(new() { Name = filter.Name, Project = filter.Project }, limit: 1, stop);
        return versions is [var newest]
            ? new($"Flow '{newest.Name}' has no version {filter.Version}; its newest is {newest.Version}.")
            : await NoneAsync(client, filter.Name!, filter.Project, stop);
    }

    private static async Task<CliException> NoneAsync(FlowsClient client, string name, string? project, CancellationToken stop)
    {
        await ProjectLookup.CheckAsync(client, project, stop);
        var others = await client.ListFlowsAsync(new() { Project = project, Archived = false }, limit: 10, stop);
        var where = project is null ? "" : $" in project '{project}'";
        return new($"There is no flow named '{name}'{where}; " + (others.Count == 0 ? "none is registered there yet." : $"there are {Names.Quote(others.Select(f => f.Name))}."));
    }
}

/// <summary>Names in a sentence.</summary>
internal static class Names
{
    public static string Quote(IEnumerable<string> names) => string.Join(", ", names.Distinct(StringComparer.Ordinal).Select(n => $"'{n}'"));
}
