using Flows.Client;
using Flows.Client.Queries;

namespace Flows.Subflows;

/// <summary>Which flow is to be run.</summary>
/// <param name="Flow">Its name.</param>
/// <param name="Project">Its project; null for the only one that has such a flow.</param>
internal sealed record SubflowTarget(string Flow, string? Project)
{
    /// <summary>The newest version.</summary>
    /// <exception cref="InvalidOperationException">There is no such flow, or several projects have one.</exception>
    public async Task<FlowSummary> FindAsync(FlowsClient client, CancellationToken cancellationToken)
    {
        var found = await client.ListFlowsAsync(new() { Name = Flow, Project = Project, Archived = false }, cancellationToken: cancellationToken).ConfigureAwait(false);
        var projects = found.Select(static f => f.ProjectName).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
        return projects.Count switch
        {
            1 => found[0],
            0 => throw new InvalidOperationException($"The server at {client.Api} knows no flow '{Flow}'{(Project is null ? "" : $" in project '{Project}'")}: register it first."),
            _ => throw new InvalidOperationException($"Flow '{Flow}' is in several projects ({string.Join(", ", projects.Select(static p => $"'{p}'"))}): say which one StartFlowRun is to run."),
        };
    }
}
