using Flows.Client;

namespace Flows.Cli.Lookups;

/// <summary>Finds the project that somebody means.</summary>
internal static class ProjectLookup
{
    /// <summary>Finds a project's id.</summary>
    /// <exception cref="CliException">There is no such project.</exception>
    public static async Task<string> ByNameAsync(FlowsClient client, string name, CancellationToken stop) =>
        await client.FindProjectAsync(name, stop) ?? throw await NoneAsync(client, name, stop);

    /// <summary>Refuses the name of a project that does not exist; null is no name.</summary>
    /// <exception cref="CliException">There is no such project.</exception>
    public static async Task CheckAsync(FlowsClient client, string? name, CancellationToken stop)
    {
        if (name is not null) await ByNameAsync(client, name, stop);
    }

    private static async Task<CliException> NoneAsync(FlowsClient client, string name, CancellationToken stop)
    {
        var others = await client.ListProjectsAsync(cancellationToken: stop);
        return new($"There is no project named '{name}'; " + (others.Count == 0
            ? $"there is none at all yet: `flows create project \"{name}\"` makes it."
            : $"there are {Names.Quote(others.Take(10).Select(p => p.Name))}{(others.Count > 10 ? " and more" : "")}."));
    }
}
