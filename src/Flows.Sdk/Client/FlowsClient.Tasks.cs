using Flows.Client.Queries;

namespace Flows.Client;

public sealed partial class FlowsClient
{
    /// <summary>Lists the tasks of flows, the newest first.</summary>
    /// <param name="filter">Which tasks.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>The tasks.</returns>
    /// <exception cref="FlowsClientException">The server could not be reached.</exception>
    public async Task<IReadOnlyList<TaskSummary>> ListTasksAsync(TaskFilter filter, CancellationToken cancellationToken = default)
    {
        var data = await ExecuteAsync(
            """
            query($name: String, $flow: String, $version: Int, $project: String, $limit: Int) {
                task(
                    where: { name: { _eq: $name }, flow: { name: { _eq: $flow }, version: { _eq: $version }, project: { name: { _eq: $project } } } },
                    order_by: { created: desc }, limit: $limit
                ) { id name slug created mapped type flow { name version } }
            }
            """,
            new(filter.Name, filter.Flow, filter.FlowVersion, filter.Project, filter.Limit), QueryJson.Default.TaskVariables, cancellationToken).ConfigureAwait(false);
        return [.. Items(data, "task").Select(task => new TaskSummary
        {
            Id = IdOf(task),
            Name = TextOf(task, "name"),
            Slug = TextOf(task, "slug"),
            FlowName = TextOf(Field(task, "flow"), "name"),
            FlowVersion = Field(Field(task, "flow"), "version").GetInt32(),
            Created = TimeOf(task, "created"),
            Mapped = Field(task, "mapped").GetBoolean(),
            Type = Find(task, "type")?.GetString() ?? "",
        })];
    }
}
