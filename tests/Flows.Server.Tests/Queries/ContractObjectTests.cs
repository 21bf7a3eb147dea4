using System.Text.Json;

namespace Flows.Server.Tests.Queries;

/// <summary>Every object of contract section 3.3 with its columns and relations, through each of its root fields and nested.</summary>
public sealed class ContractObjectTests(RunsDataset data) : IClassFixture<RunsDataset>
{
    private const string State = "timestamp state message result start_time serialized_state version";
    private const string Current = "state state_timestamp state_message state_result state_start_time serialized_state";

    /// <summary>Table, columns beside id, created, updated and tenant_id, object relations, array relations, and whether the dataset has rows of it.</summary>
    public static TheoryData<string, string, string, string, bool> Objects => new()
    {
        { "tenant", "name slug info settings", "", "projects flows flow_groups", true },
        { "project", "name description", "tenant", "flows", true },
        { "flow_group", "name description settings default_parameters schedule labels run_config", "tenant", "flows", true },
        { "flow", "project_id flow_group_id name version version_group_id description archived core_version serialized_flow environment run_config storage parameters schedule is_schedule_active settings",
            "project tenant flow_group", "tasks edges flow_runs", true },
        { "task", "flow_id name slug description type max_retries retry_delay trigger mapped auto_generated cache_key is_root_task is_terminal_task is_reference_task tags",
            "flow", "task_runs upstream_edges downstream_edges", true },
        { "edge", "flow_id upstream_task_id downstream_task_id key mapped", "flow upstream_task downstream_task", "", true },
        { "flow_run", $"flow_id name labels parameters context run_config version heartbeat scheduled_start_time start_time end_time auto_scheduled times_resurrected idempotency_key agent_id {Current}",
            "tenant flow agent", "states task_runs logs", true },
        { "task_run", $"flow_run_id task_id map_index name version heartbeat start_time end_time cache_key {Current}", "tenant flow_run task", "states logs", true },
        { "flow_run_state", $"flow_run_id {State}", "flow_run", "", true },
        { "task_run_state", $"task_run_id {State}", "task_run", "", true },
        { "log", "flow_run_id task_run_id timestamp name level message info is_loaded_from_archive", "", "", true },
        { "agent", "agent_config_id name type core_version labels last_queried", "agent_config", "flow_runs", true },
        { "agent_config", "name settings", "", "agents", true },
        { "message", "read type text content", "", "", false },
        { "cloud_hook", "version_group_id name type states config active", "", "", true },
        { "task_run_artifact", "task_run_id kind data", "task_run", "", true },
    };

    [Theory]
    [MemberData(nameof(Objects))]
    public async Task Object_WithAllThatItHas_IsAnsweredByEachOfItsFields(string table, string columns, string objects, string arrays, bool hasRows)
    {
        string[] own = ["id", "created", "updated", .. table == "tenant" ? [] : new[] { "tenant_id" }, .. Words(columns)];
        var relations = Words(objects).Select(o => $"{o} {{ id }}").Concat(Words(arrays).Select(a => $"{a}(limit: 2, order_by: {{id: asc}}) {{ id }}"));
        var aggregates = Words(arrays).Select(a => $"{a}_aggregate {{ aggregate {{ count }} nodes {{ id }} }}");
        var selection = string.Join(' ', [.. own, .. relations, .. aggregates]);
        string[] keys = [.. own, .. Words(objects), .. Words(arrays), .. Words(arrays).Select(a => $"{a}_aggregate")];

        var answer = await data.Server.RunAsync($"{{ {table}(order_by: {{id: asc}}) {{ {selection} }} {table}_aggregate(order_by: {{id: asc}}) {{ aggregate {{ count max {{ created }} }} nodes {{ {selection} }} }} }}");

        JsonElement[] rows = [.. answer.GetProperty(table).EnumerateArray()];
        (rows.Length > 0).ShouldBe(hasRows);
        answer.GetProperty($"{table}_aggregate").GetProperty("aggregate").GetProperty("count").GetInt32().ShouldBe(rows.Length);
        answer.GetProperty($"{table}_aggregate").GetProperty("nodes").ShouldBeJson(answer.GetProperty(table).GetRawText());
        foreach (var row in rows)
        {
            row.EnumerateObject().Select(p => p.Name).ShouldBe(keys);
            Words(objects).ShouldAllBe(o => row.GetProperty(o).ValueKind == JsonValueKind.Object || row.GetProperty(o).ValueKind == JsonValueKind.Null);
            Words(arrays).ShouldAllBe(a => row.GetProperty(a).ValueKind == JsonValueKind.Array);
            var byKey = await data.Server.RunAsync($"{{ one: {table}_by_pk(id: \"{row.GetProperty("id").GetString()}\") {{ {selection} }} }}");
            byKey.GetProperty("one").ShouldBeJson(row.GetRawText());
        }
    }

    [Theory]
    [MemberData(nameof(Objects))]
    public async Task Object_ByEachColumn_CanBeFilteredAndOrdered(string table, string columns, string objects, string arrays, bool hasRows)
    {
        foreach (var column in Words($"id created updated {columns}"))
        {
            var query = $"{{ all: {table}(where: {{{column}: {{_is_null: false}}}}, order_by: {{{column}: desc_nulls_last}}, distinct_on: {column}) {{ {column} }} "
                + $"none: {table}(where: {{_and: [{{{column}: {{_is_null: false}}}}, {{{column}: {{_is_null: true}}}}]}}) {{ id }} }}";
            // What is only stored and handed out has no order.
            if (column is "serialized_state" or "state_result" or "result" or "serialized_flow" or "schedule") query = query.Replace($", order_by: {{{column}: desc_nulls_last}}, distinct_on: {column}", "", StringComparison.Ordinal);
            (await data.Server.RunAsync(query)).GetProperty("none").GetArrayLength().ShouldBe(0);
        }
        foreach (var relation in Words($"{objects} {arrays}"))
            (await data.Server.RunAsync($"{{ {table}(where: {{{relation}: {{id: {{_eq: \"{data.Server.Nobody}\"}}}}}}) {{ id }} }}")).GetProperty(table).GetArrayLength().ShouldBe(0);
        foreach (var relation in Words(objects)) await data.Server.RunAsync($"{{ {table}(order_by: {{{relation}: {{created: asc}}}}, limit: 1) {{ id }} }}");
        hasRows.ShouldBe((await data.Server.RunAsync($"{{ {table}_aggregate {{ aggregate {{ count }} }} }}")).GetProperty($"{table}_aggregate").GetProperty("aggregate").GetProperty("count").GetInt32() > 0);
    }

    private static string[] Words(string text) => text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
}
