using System.Text.Json;
using Flows.Client.Queries;
using Flows.Wire;

namespace Flows.Client;

/// <content>What people ask for: lists, and one run to watch.</content>
public sealed partial class FlowsClient
{
    // A log line may be stored some seconds after it was written: asking again for a little of the past misses none.
    private static readonly TimeSpan LogOverlap = TimeSpan.FromSeconds(30);

    /// <summary>Lists flows, by name and from the newest version on.</summary>
    /// <param name="filter">Which flows.</param>
    /// <param name="limit">How many at most; null for all.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>The flows.</returns>
    /// <exception cref="FlowsClientException">The server could not be reached.</exception>
    public async Task<IReadOnlyList<FlowSummary>> ListFlowsAsync(FlowFilter filter, int? limit = null, CancellationToken cancellationToken = default)
    {
        var data = await ExecuteAsync(
            """
            query($id: uuid, $group: uuid, $name: String, $project: String, $version: Int, $archived: Boolean, $limit: Int) {
                flow(
                    where: { id: { _eq: $id }, flow_group_id: { _eq: $group }, name: { _eq: $name }, version: { _eq: $version }, archived: { _eq: $archived }, project: { name: { _eq: $project } } },
                    order_by: { name: asc, version: desc }, limit: $limit
                ) { id name version flow_group_id archived created parameters project { name } }
            }
            """,
            new(filter.Id, filter.FlowGroupId, filter.Name, filter.Project, filter.Version, filter.Archived, limit), QueryJson.Default.FlowVariables, cancellationToken).ConfigureAwait(false);
        return [.. Items(data, "flow").Select(ReadFlow)];
    }

    /// <summary>Lists projects by name.</summary>
    /// <param name="name">Only the project of this name; null for all.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>The projects.</returns>
    /// <exception cref="FlowsClientException">The server could not be reached.</exception>
    public async Task<IReadOnlyList<ProjectSummary>> ListProjectsAsync(string? name = null, CancellationToken cancellationToken = default)
    {
        var data = await ExecuteAsync(
            """
            query($name: String) {
                project(where: { name: { _eq: $name } }, order_by: { name: asc }) { name created description flows_aggregate(distinct_on: name) { aggregate { count } } }
            }
            """,
            new(name), QueryJson.Default.ProjectVariables, cancellationToken).ConfigureAwait(false);
        return [.. Items(data, "project").Select(p => new ProjectSummary(
            TextOf(p, "name"), Field(Field(Field(p, "flows_aggregate"), "aggregate"), "count").GetInt32(), TimeOf(p, "created"), Find(p, "description")?.GetString() ?? ""))];
    }

    /// <summary>Lists flow runs, the newest first.</summary>
    /// <param name="filter">Which runs.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>The runs.</returns>
    /// <exception cref="FlowsClientException">The server could not be reached.</exception>
    public async Task<IReadOnlyList<FlowRunSummary>> ListFlowRunsAsync(FlowRunFilter filter, CancellationToken cancellationToken = default)
    {
        var (started, order) = filter.Started ? ("start_time: { _is_null: false }, ", "start_time") : ("", "created");
        var data = await ExecuteAsync(
            $$"""
            query($flow: String, $project: String, $limit: Int) {
                flow_run(where: { {{started}}flow: { name: { _eq: $flow }, project: { name: { _eq: $project } } } }, limit: $limit, order_by: { {{order}}: desc }) {
                    id name state created start_time flow { name }
                }
            }
            """,
            new(filter.Flow, filter.Project, filter.Limit), QueryJson.Default.FlowRunVariables, cancellationToken).ConfigureAwait(false);
        return [.. Items(data, "flow_run").Select(r => new FlowRunSummary(
            IdOf(r), TextOf(r, "name"), TextOf(Field(r, "flow"), "name"), Find(r, "state")?.GetString() ?? "Pending", TimeOf(r, "created"), OptionalTimeOf(r, "start_time")))];
    }

    /// <summary>Finds the id of a flow run by its name: of the one that began last when several have it.</summary>
    /// <param name="name">The run's name.</param>
    /// <param name="flow">The name of its flow; null for any.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>The id, or null when no run has the name.</returns>
    /// <exception cref="FlowsClientException">The server could not be reached.</exception>
    public async Task<string?> FindFlowRunAsync(string name, string? flow = null, CancellationToken cancellationToken = default)
    {
        var data = await ExecuteAsync(
            "query($name: String, $flow: String) { flow_run(where: { name: { _eq: $name }, flow: { name: { _eq: $flow } } }, order_by: { start_time: desc_nulls_last }, limit: 1) { id } }",
            new(name, flow), QueryJson.Default.FlowRunNameVariables, cancellationToken).ConfigureAwait(false);
        return Items(data, "flow_run").Select(r => IdOf(r)).FirstOrDefault();
    }

    /// <summary>Reads a flow run as it is now, with the states that it had.</summary>
    /// <param name="flowRunId">The run.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>The run, or null when there is none of this id.</returns>
    /// <exception cref="FlowsClientException">The server could not be reached.</exception>
    public async Task<FlowRunView?> GetFlowRunViewAsync(string flowRunId, CancellationToken cancellationToken = default)
    {
        var data = await ExecuteAsync(
            "query($id: uuid) { flow_run(where: { id: { _eq: $id } }) { id name labels parameters context serialized_state states { timestamp serialized_state } } }",
            new(flowRunId), QueryJson.Default.FlowRunKeyVariables, cancellationToken).ConfigureAwait(false);
        return Items(data, "flow_run").Select(ReadView).FirstOrDefault();
    }

    /// <summary>Reads the log of a flow run, the oldest line first.</summary>
    /// <param name="flowRunId">The run.</param>
    /// <param name="after">
    /// Leaves out what is older, but for half a minute before it, in which late lines may have come: tell lines apart by their id.
    /// Null for the whole log.
    /// </param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>The lines.</returns>
    /// <exception cref="FlowsClientException">The server could not be reached.</exception>
    public async Task<IReadOnlyList<LogLine>> GetLogsAsync(string flowRunId, DateTimeOffset? after = null, CancellationToken cancellationToken = default)
    {
        var from = after is { } time ? WireTime.Format(time - LogOverlap) : null;
        var data = await ExecuteAsync(
            """
            query($id: uuid, $after: timestamptz) {
                flow_run(where: { id: { _eq: $id } }) { logs(order_by: { timestamp: asc }, where: { timestamp: { _gt: $after } }) { id timestamp level name message info } }
            }
            """,
            new(flowRunId, from), QueryJson.Default.LogVariables, cancellationToken).ConfigureAwait(false);
        return [.. Items(data, "flow_run").SelectMany(r => Items(r, "logs")).Select(l => new LogLine(
            IdOf(l), TimeOf(l, "timestamp"), Find(l, "level")?.GetString() ?? "INFO", Find(l, "name")?.GetString() ?? "", Find(l, "message")?.GetString() ?? "") { Info = Find(l, "info") })];
    }

    /// <summary>Lists the agents that the server knows.</summary>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>The agents, by name.</returns>
    /// <exception cref="FlowsClientException">The server could not be reached.</exception>
    public async Task<IReadOnlyList<AgentSummary>> ListAgentsAsync(CancellationToken cancellationToken = default)
    {
        var data = await ExecuteAsync(
            "query { agent(order_by: { name: asc }) { id name type labels last_queried } }",
            new(null), QueryJson.Default.ProjectVariables, cancellationToken).ConfigureAwait(false);
        return [.. Items(data, "agent").Select(a => new AgentSummary(
            IdOf(a), Find(a, "name")?.GetString() ?? "", Find(a, "type")?.GetString() ?? "", Texts(a, "labels"), OptionalTimeOf(a, "last_queried")))];
    }

    private FlowSummary ReadFlow(JsonElement flow) => new()
    {
        Id = IdOf(flow),
        Name = TextOf(flow, "name"),
        Version = Field(flow, "version").GetInt32(),
        FlowGroupId = Find(flow, "flow_group_id")?.GetString() ?? "",
        Archived = Find(flow, "archived") is { ValueKind: JsonValueKind.True },
        ProjectName = TextOf(Field(flow, "project"), "name"),
        Created = TimeOf(flow, "created"),
        Parameters = [.. Items(flow, "parameters").Select(p => TextOf(p, "name"))],
    };

    private FlowRunView ReadView(JsonElement run) => new(
        IdOf(run),
        TextOf(run, "name"),
        StateOf(run),
        Texts(run, "labels"),
        [.. Items(run, "states").Select(s => new PastState(TimeOf(s, "timestamp"), StateOf(s))).OrderBy(s => s.Timestamp)])
    {
        Parameters = Map(Find(run, "parameters")),
        Context = Map(Find(run, "context")),
    };

    private string TextOf(JsonElement json, string name) => Field(json, name).GetString() ?? "";

    private DateTimeOffset TimeOf(JsonElement json, string name) => WireTime.Parse(TextOf(json, name));

    private static DateTimeOffset? OptionalTimeOf(JsonElement json, string name) => Find(json, name)?.GetString() is { } text ? WireTime.Parse(text) : null;

    private static JsonElement.ArrayEnumerator Items(JsonElement json, string name) => Find(json, name) is { ValueKind: JsonValueKind.Array } list ? list.EnumerateArray() : default;

    private static IReadOnlyList<string> Texts(JsonElement json, string name) => [.. Items(json, name).Select(t => t.ToString())];
}
