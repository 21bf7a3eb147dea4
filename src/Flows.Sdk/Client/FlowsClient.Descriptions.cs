using System.Text.Json;
using Flows.Client.Queries;

namespace Flows.Client;

/// <content>Everything about one thing, as JSON under the names of the API (contract section 10.2).</content>
public sealed partial class FlowsClient
{
    /// <summary>Describes the newest version of a flow that fits.</summary>
    /// <param name="filter">Which flow.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>The flow, or null when there is none.</returns>
    /// <exception cref="FlowsClientException">The server could not be reached.</exception>
    public Task<JsonElement?> DescribeFlowAsync(FlowFilter filter, CancellationToken cancellationToken = default) => FirstFlowAsync(
        "id name version project { name } created description parameters archived storage environment run_config schedule is_schedule_active core_version flow_group_id", filter, cancellationToken);

    /// <summary>Describes the tasks of the newest version of a flow that fits.</summary>
    /// <param name="filter">Which flow.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>The tasks by name as a JSON array, or null when there is no such flow.</returns>
    /// <exception cref="FlowsClientException">The server could not be reached.</exception>
    public async Task<JsonElement?> DescribeTasksAsync(FlowFilter filter, CancellationToken cancellationToken = default)
    {
        var flow = await FirstFlowAsync("tasks(order_by: { slug: asc }) { name created slug description type max_retries retry_delay mapped }", filter, cancellationToken).ConfigureAwait(false);
        return flow is { } found ? Field(found, "tasks") : null;
    }

    /// <summary>Describes a flow run.</summary>
    /// <param name="flowRunId">The run.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>The run, or null when there is none of this id.</returns>
    /// <exception cref="FlowsClientException">The server could not be reached.</exception>
    public async Task<JsonElement?> DescribeFlowRunAsync(string flowRunId, CancellationToken cancellationToken = default)
    {
        var data = await ExecuteAsync(
            """
            query($id: uuid) {
                flow_run(where: { id: { _eq: $id } }) {
                    id name flow { name version project { name } } created labels parameters context auto_scheduled scheduled_start_time start_time end_time
                    state state_message agent_id serialized_state
                }
            }
            """,
            new(flowRunId), QueryJson.Default.FlowRunKeyVariables, cancellationToken).ConfigureAwait(false);
        return First(data, "flow_run");
    }

    private async Task<JsonElement?> FirstFlowAsync(string fields, FlowFilter filter, CancellationToken cancellationToken)
    {
        var data = await ExecuteAsync(
            $$"""
            query($id: uuid, $name: String, $project: String, $version: Int, $archived: Boolean, $limit: Int) {
                flow(
                    where: { id: { _eq: $id }, name: { _eq: $name }, version: { _eq: $version }, archived: { _eq: $archived }, project: { name: { _eq: $project } } },
                    order_by: [{ archived: asc }, { created: desc }], limit: $limit
                ) { {{fields}} }
            }
            """,
            new(filter.Id, null, filter.Name, filter.Project, filter.Version, filter.Archived, 1), QueryJson.Default.FlowVariables, cancellationToken).ConfigureAwait(false);
        return First(data, "flow");
    }

    private static JsonElement? First(JsonElement data, string list) => Items(data, list).Select(item => (JsonElement?)item).FirstOrDefault();
}
