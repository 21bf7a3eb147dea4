using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Flows.Wire;

namespace Flows.Server.Tests;

/// <summary>
/// What the original's client, command line, runners and agents have really sent, posted as they posted it (text, headers, variables as JSON text).
/// Only identifiers are replaced by ones that exist here, and values that the recording cut short.
/// </summary>
public sealed partial class WireReplayTests
{
    private static readonly JsonArray Recorded = JsonNode.Parse(File.ReadAllText(Fixture("wire_requests.json")))!.AsArray();

    [Fact]
    public async Task Queries_AsRecorded_AreAnswered()
    {
        await using var scenario = await Scenario.StartAsync();
        var run = await scenario.CreateRunAsync();
        foreach (var request in Recorded.Where(r => IsOf(r!, "query")))
        {
            var ids = await IdsAsync(scenario, run);
            var (status, answer) = await SendAsync(scenario, request!, ids);
            status.ShouldBe(200, $"{request!.ToJsonString()}: {answer}");
            answer.TryGetProperty("errors", out var errors).ShouldBeFalse($"{request.ToJsonString()}: {errors}");
        }
    }

    [Fact]
    public async Task Mutations_AsRecorded_Succeed()
    {
        await using var scenario = await Scenario.StartAsync(document => AddTasks(document, SlugsOfRecordedEdges()));
        foreach (var request in Recorded.Where(r => IsOf(r!, "mutation")))
        {
            var run = await scenario.CreateRunAsync();
            if (!IsOf(request!, "mutation set_flow_run_states")) await scenario.SetFlowRunAsync(run, "Running");
            var (status, answer) = await SendAsync(scenario, request!, await IdsAsync(scenario, run));
            status.ShouldBe(200, $"{request!.ToJsonString()}: {answer}");
            answer.TryGetProperty("errors", out var errors).ShouldBeFalse($"{request.ToJsonString()}: {errors}");
            if (IsOf(request, "mutation set_flow_run_states") || IsOf(request, "mutation set_task_run_states")) await EnsureStoredAsync(scenario, request,
                answer);
        }
    }

    [Fact]
    public async Task Registration_InBatches_MakesTheSameFlowAsInOne()
    {
        await using var scenario = await Scenario.StartAsync();
        var recorded = JsonNode.Parse(File.ReadAllText(Fixture("compressed_registration.json")))!;
        var flow = (await scenario.Server.MutateAsync("create_flow_from_compressed_string", new()
        {
            ["project_id"] = scenario.ProjectId,
            ["serialized_flow"] = recorded["serialized_flow_compressed"]!.DeepClone(),
            ["set_schedule_active"] = false,
            ["version_group_id"] = null,
        })).GetProperty("id").GetString()!;
        await scenario.Server.MutateAsync("register_tasks", new() { ["flow_id"] = flow, ["serialized_tasks"] = recorded["serialized_tasks"]!.DeepClone() },
            "success");
        await scenario.Server.MutateAsync("register_tasks", new() { ["flow_id"] = flow, ["serialized_tasks"] = new JsonArray() }, "success");
        await scenario.Server.MutateAsync("register_edges", new() { ["flow_id"] = flow, ["serialized_edges"] = recorded["serialized_edges"]!.DeepClone() },
            "success");
        await scenario.Server.MutateAsync("register_edges", new() { ["flow_id"] = flow, ["serialized_edges"] = new JsonArray() }, "success");

        var stored = (await scenario.Server.RunAsync(
            $"query {{ flow_by_pk(id: \"{flow}\") {{ name version core_version tasks(order_by: {{slug: asc}}) {{ slug upstream_edges {{ key mapped upstream_task {{ slug }} }} }} serialized_flow }} }}")).GetProperty("flow_by_pk");
        stored.GetProperty("tasks").ShouldBeJson(
            """
            [
              {"slug": "people", "upstream_edges": []},
              {"slug": "say_hello-1", "upstream_edges": [{"key": "name", "mapped": true, "upstream_task": {"slug": "people"}}]}
            ]
            """);
        stored.GetProperty("serialized_flow").GetProperty("tasks").GetArrayLength().ShouldBe(2);
        stored.GetProperty("serialized_flow").GetProperty("run_config").ShouldBeJson(recorded["decompressed"]!["run_config"]!.ToJsonString());
    }

    private static bool IsOf(JsonNode request, string operation) => request["operation"]!.GetValue<string>().StartsWith(operation, StringComparison.Ordinal);

    private static string Fixture(string name) => Path.Combine(AppContext.BaseDirectory, "fixtures", name);

    private static IEnumerable<string> SlugsOfRecordedEdges() =>
        from request in Recorded
        where IsOf(request, "mutation register_edges")
        from edge in request["variables"]!["input"]!["serialized_edges"]!.AsArray().OfType<JsonObject>()
        from end in new[] { "upstream_task", "downstream_task" }
        select edge[end]!["slug"]!.GetValue<string>();

    private static void AddTasks(JsonObject document, IEnumerable<string> slugs)
    {
        foreach (var slug in slugs.Distinct()) document["tasks"]!.AsArray().Add(new JsonObject { ["slug"] = slug, ["name"] = slug });
    }

    /// <summary>An identifier that exists here for each name under which the recording has one.</summary>
    private static async Task<Dictionary<string, string>> IdsAsync(Scenario scenario, string run)
    {
        var server = scenario.Server;
        var task = (await server.RunAsync($"{{ task(where: {{flow_id: {{_eq: \"{scenario.FlowId}\"}}, slug: {{_eq: \"hello-1\"}}}}) {{ id }} tenant {{ id }} }}"));
        var taskRun = await scenario.TaskRunIdAsync(run, "hello-1");
        var artifact = await server.MutateAsync("create_task_run_artifact",
            new() { ["task_run_id"] = taskRun, ["kind"] = "link", ["data"] = new JsonObject { ["link"] = "/x" } });
        var project = await server.MutateAsync("create_project", new() { ["name"] = Guid.NewGuid().ToString() });
        return new()
        {
            ["flow_run_id"] = run,
            ["flow_id"] = scenario.FlowId,
            ["task_run_id"] = taskRun,
            ["task_id"] = task.GetProperty("task")[0].GetProperty("id")
                .GetString()!,
            ["tenant_id"] = task.GetProperty("tenant")[0].GetProperty("id").GetString()!,
            ["task_run_artifact_id"] = artifact.GetProperty("id").GetString()!,
            ["project_id"] = project.GetProperty("id").GetString()!,
        };
    }

    private static async Task<(int Status, JsonElement Answer)> SendAsync(Scenario scenario, JsonNode request, Dictionary<string, string> ids)
    {
        var query = IdArgument()
            .Replace(request["query"]!.GetValue<string>(), m => ids.TryGetValue(m.Groups[1].Value, out var id) ? $"{m.Groups[1].Value}: \"{id}\"" : m.Value);
        var variables = request["variables"]?.DeepClone();
        if (variables is JsonObject given) Replace(given, ids);
        if (IsOf(request, "mutation create_tenant")) variables!["input"]!["slug"] = Guid.NewGuid().ToString();
        if (IsOf(request, "mutation create_project")) variables!["input"]!["name"] = Guid.NewGuid().ToString();
        if (variables?["input"]?["version_group_id"]?.GetValueKind() == JsonValueKind.String) variables["input"]!["version_group_id"] = await VersionGroupAsync(scenario);
        var body = new JsonObject { ["query"] = query, ["variables"] = variables is null ? "null" : variables.ToJsonString() };
        var headers = request["headers"]!.AsObject().Where(h => h.Key.StartsWith("X-", StringComparison.Ordinal))
            .Select(h => (h.Key, h.Value!.GetValue<string>()));
        return await scenario.Server.SendAsync(body.ToJsonString(), "/", [.. headers]);
    }

    private static async Task<string> VersionGroupAsync(Scenario scenario) =>
        (await scenario.Server.RunAsync($"{{ flow_by_pk(id: \"{scenario.FlowId}\") {{ version_group_id }} }}")).GetProperty("flow_by_pk")
            .GetProperty("version_group_id").GetString()!;

    private static void Replace(JsonObject json, Dictionary<string, string> ids)
    {
        foreach (var (name, value) in json.ToList())
        {
            if (value is JsonArray list) Shorten(list);
            if (ids.TryGetValue(name, out var id) && value?.GetValueKind() == JsonValueKind.String) json[name] = id;
            else if (name == "serialized_flow"
                && value?.GetValueKind() == JsonValueKind.String) json[name] = CompressedJson.Pack(JsonElement.Parse(Scenario.Document().ToJsonString()));
            else if (value is JsonObject inner) Replace(inner, ids);
            else if (value is JsonArray items)
                foreach (var item in items.OfType<JsonObject>())
                    Replace(item, ids);
        }
    }

    /// <summary>Takes the recording's mark of a list that it cut short out of the list.</summary>
    private static void Shorten(JsonArray list)
    {
        foreach (var mark in list.Where(i => i?.GetValueKind() == JsonValueKind.String && i.GetValue<string>().StartsWith('…')).ToList()) list.Remove(mark);
    }

    /// <summary>The state that is read back says what was sent, key by key.</summary>
    private static async Task EnsureStoredAsync(Scenario scenario, JsonNode request, JsonElement answer)
    {
        var sent = request["variables"]!["input"]!["states"]![0]!["state"]!;
        var table = IsOf(request, "mutation set_flow_run_states") ? "flow_run" : "task_run";
        var result = answer.GetProperty("data").GetProperty($"set_{table}_states").GetProperty("states")[0];
        result.GetProperty("status").GetString().ShouldBe(sent["type"]!.GetValue<string>() == "Queued" ? "QUEUED" : "SUCCESS");
        var run = (await scenario.Server.RunAsync($"{{ {table}_by_pk(id: \"{result.GetProperty("id").GetString()}\") {{ state state_message serialized_state }} }}")).GetProperty($"{table}_by_pk");
        run.GetProperty("state").GetString().ShouldBe(sent["type"]!.GetValue<string>());
        JsonElement.DeepEquals(run.GetProperty("serialized_state"), JsonElement.Parse(sent.ToJsonString()))
            .ShouldBeTrue($"sent {sent.ToJsonString()}, stored {run}");
    }

    [GeneratedRegex("""\b(flow_run_id|flow_id|task_run_id|task_id|tenant_id|project_id): "[0-9a-f-]{36}"(?! \})""")]
    private static partial Regex IdArgument();
}
