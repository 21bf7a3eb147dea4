using Flows.Client;

namespace Flows.Cli.Lookups;

/// <summary>Finds the flow run that somebody means.</summary>
internal static class FlowRunLookup
{
    /// <summary>Finds a run by its id, or by its name: then the one that began last.</summary>
    /// <exception cref="CliException">There is none.</exception>
    public static Task<string> FindAsync(FlowsClient client, string idOrName, CancellationToken stop) =>
        Guid.TryParse(idOrName, out _) ? ByIdAsync(client, idOrName, stop) : ByNameAsync(client, idOrName, null, stop);

    /// <summary>Finds a run by its id.</summary>
    /// <exception cref="CliException">There is none.</exception>
    public static async Task<string> ByIdAsync(FlowsClient client, string id, CancellationToken stop) =>
        await client.GetFlowRunViewAsync(Ids.Check(id, "flow run"), stop) is { } run ? run.Id : throw None(id);

    /// <summary>What is wrong when no run has an id.</summary>
    public static CliException None(string id) => new($"There is no flow run with the id '{id}'; `flows get flow-runs` lists them.");

    /// <summary>Finds a run by its name and at will its flow; of several the one that began last.</summary>
    /// <exception cref="CliException">There is none.</exception>
    public static async Task<string> ByNameAsync(FlowsClient client, string name, string? flow, CancellationToken stop) =>
        await client.FindFlowRunAsync(name, flow, stop)
        ?? throw new CliException($"There is no flow run named '{name}'{(flow is null ? "" : $" of a flow named '{flow}'")}; `flows get flow-runs` lists them.");
}
