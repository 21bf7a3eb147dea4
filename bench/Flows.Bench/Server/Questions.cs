using System.Text.Json.Nodes;

namespace Flows.Bench.Server;

/// <summary>What is asked of the server: the questions of agents, lists and pages.</summary>
internal sealed class Questions(Ask ask, string? key)
{
    private const string Agent = """mutation($input: get_runs_in_queue_input!) { get_runs_in_queue(input: $input) { flow_run_ids } }""";

    private const string Poll =
        """
        query($now: timestamptz) { flow_run(where: { state: { _eq: "Scheduled" }, scheduled_start_time: { _lte: $now }, labels: { _contained_in: ["l0", "l1"] } }, order_by: { scheduled_start_time: asc }, limit: 100)
        { id name version state scheduled_start_time labels parameters run_config flow { id name storage version } } }
        """;

    private const string List =
        """
        query($offset: Int) { flow_run(order_by: { scheduled_start_time: desc }, limit: 100, offset: $offset)
        { id name state start_time end_time scheduled_start_time state_message flow { id name project { id name } } } }
        """;

    private const string Aggregate =
        """
        query { a: flow_run_aggregate(where: { state: { _eq: "Success" } }) { aggregate { count max { scheduled_start_time } } } b: flow_run_aggregate(where: { state: { _eq: "Failed" } }) { aggregate { count } }
        c: flow_run_aggregate(where: { state: { _eq: "Running" } }) { aggregate { count } } d: flow_run_aggregate(where: { state: { _eq: "Scheduled" } }) { aggregate { count } }
        e: flow_run_aggregate(where: { state: { _eq: "Cancelled" } }) { aggregate { count } } f: flow_run_aggregate(where: { state: { _eq: "Submitted" } }) { aggregate { count } } }
        """;

    private const string Page =
        """
        query($id: uuid!) { flow_run_by_pk(id: $id) { id name state version start_time end_time parameters labels states(order_by: { timestamp: asc }) { id state timestamp message }
        task_runs(order_by: { start_time: asc }) { id name state map_index version start_time end_time state_message state_timestamp task_id serialized_state } } }
        """;

    private const string PageWithStates =
        """
        query($id: uuid!) { task_run(where: { flow_run_id: { _eq: $id } }) { id name state map_index states(order_by: { timestamp: asc }) { id state timestamp message } } }
        """;

    private const string Small = "query($id: uuid!) { flow_run_by_pk(id: $id) { id name state } }";

    public async Task<IReadOnlyList<ReadLoad>> AllAsync()
    {
        var tenant = await ask.OneAsync("{ tenant { id } }", "tenant", "id").ConfigureAwait(false);
        var ids = await ask.AllAsync("{ flow_run(limit: 2000, order_by: { id: asc }) { id } }", "flow_run").ConfigureAwait(false);
        var big = await ask.AllAsync("""{ flow_run(limit: 1, order_by: { id: asc }) { id } }""", "flow_run").ConfigureAwait(false);
        return
        [
            Of("queue", Agent, new JsonObject { ["input"] = new JsonObject { ["tenant_id"] = tenant, ["before"] = "2030-01-01T00:00:00Z", ["labels"] = new JsonArray("l0", "l1") } }),
            Of("poll", Poll, new JsonObject { ["now"] = "2030-01-01T00:00:00Z" }),
            Of("list", List, [.. Enumerable.Range(0, 50).Select(n => new JsonObject { ["offset"] = n * 3 })]),
            Of("agg", Aggregate, new JsonObject()),
            Of("page", Page, new JsonObject { ["id"] = big[0] }),
            Of("pagest", PageWithStates, new JsonObject { ["id"] = big[0] }),
            Of("small", Small, [.. ids.Select(id => new JsonObject { ["id"] = id })]),
        ];
    }

    private ReadLoad Of(string name, string query, params JsonObject[] variables) =>
        new(name, [.. variables.Select(v => HttpLine.Post(new JsonObject { ["query"] = query, ["variables"] = v.DeepClone() }.ToJsonString(), key))]);
}
