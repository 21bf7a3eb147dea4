using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using GraphQLParser;
using GraphQLParser.AST;

namespace Flows.Server.Tests;

/// <summary>
/// The recorded queries of real clients on a server that has what they ask for, and their answers in the shape that those clients read: lists where
/// they go through lists, objects below, each value of the kind that they parse.
/// </summary>
public sealed partial class WireShapeTests
{
    private static readonly DateTimeOffset Recorded = new(2026, 11, 24, 7, 19, 20, TimeSpan.Zero);

    /// <summary>Root fields that yield one object or a text; all others are lists.</summary>
    private static readonly string[] Single = ["flow_by_pk", "flow_run_by_pk", "get_task_run_info", "hello"];

    /// <summary>Relations that lead to many rows.</summary>
    private static readonly string[] Lists = ["states", "task_runs", "logs", "tasks"];

    [Fact]
    public async Task Answers_ToRecordedQueries_HaveTheShapeThatClientsRead()
    {
        await using var scenario = await Scenario.StartAsync();
        var ids = await FillAsync(scenario);
        var empty = new List<string>();
        foreach (var request in JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "fixtures", "wire_requests.json")))!.AsArray())
        {
            var query = request!["query"]!.GetValue<string>();
            if (!request["operation"]!.GetValue<string>().StartsWith("query", StringComparison.Ordinal)) continue;
            var answer = await scenario.Server.RunAsync(Known(query, ids), request["variables"]?.DeepClone());
            var root = Parser.Parse(query).Definitions.OfType<GraphQLOperationDefinition>().Single().SelectionSet.Selections.OfType<GraphQLField>().Single();
            var name = root.Name.StringValue;
            answer.EnumerateObject().Select(p => p.Name).ShouldBe([name]);
            var value = answer.GetProperty(name);
            if (!Single.Contains(name)) value.ValueKind.ShouldBe(JsonValueKind.Array, query);
            if (value.ValueKind == JsonValueKind.Array && value.GetArrayLength() == 0) empty.Add(query);
            Check(value, root, query);
        }
        // One asks for a cache key that nothing has.
        empty.ShouldAllBe(q => q.Contains("no-such-key", StringComparison.Ordinal));
    }

    private static void Check(JsonElement value, GraphQLField field, string query)
    {
        var name = field.Name.StringValue;
        if (value.ValueKind == JsonValueKind.Array && field.SelectionSet is not null)
        {
            foreach (var item in value.EnumerateArray()) Check(item, field, query);
            return;
        }
        if (field.SelectionSet is not { } selected)
        {
            Is(value, name).ShouldBeTrue($"{name} is {value.GetRawText()} in {query}");
            return;
        }
        value.ValueKind.ShouldBe(JsonValueKind.Object, $"{name} in {query}");
        var below = selected.Selections.OfType<GraphQLField>().ToList();
        value.EnumerateObject().Select(p => p.Name).ShouldBe(below.Select(f => f.Name.StringValue));
        foreach (var member in below)
        {
            var found = value.GetProperty(member.Name.StringValue);
            (found.ValueKind == JsonValueKind.Array && member.SelectionSet is not null).ShouldBe(Lists.Contains(member.Name.StringValue), $"{member.Name.StringValue} in {query}");
            Check(found, member, query);
        }
    }

    /// <summary>Whether a value is of the kind that clients take the field to be.</summary>
    private static bool Is(JsonElement value, string field) => field switch
    {
        "id" or "flow_id" or "flow_group_id" or "flow_run_id" or "task_id" => value.TryGetGuid(out _),
        "version" or "map_index" or "count" or "max_retries" => value.TryGetInt32(out _),
        "archived" or "mapped" or "auto_scheduled" => value.ValueKind is JsonValueKind.True or JsonValueKind.False,
        "created" or "updated" or "timestamp" or "scheduled_start_time" => IsInstant(value),
        "start_time" or "end_time" or "state_start_time" or "last_queried" => value.ValueKind == JsonValueKind.Null || IsInstant(value),
        // A task run has a name of its own only when somebody has given it one.
        "name" or "description" => value.ValueKind is JsonValueKind.Null or JsonValueKind.String,
        "slug" or "state" or "level" or "type" or "message" or "core_version" or "hello" => value.ValueKind == JsonValueKind.String,
        "retry_delay" => value.ValueKind == JsonValueKind.Null || TimeSpan.TryParse(value.GetString(), out _),
        "serialized_state" => value.GetProperty("type").ValueKind == JsonValueKind.String,
        "labels" => value.ValueKind is JsonValueKind.Array or JsonValueKind.Null,
        "parameters" => value.ValueKind is JsonValueKind.Array or JsonValueKind.Object,
        "settings" or "context" or "storage" or "serialized_flow" => value.ValueKind == JsonValueKind.Object,
        "run_config" => value.ValueKind is JsonValueKind.Object or JsonValueKind.Null,
        "environment" => value.ValueKind == JsonValueKind.Null,
        _ => throw new InvalidOperationException($"what is {field}?"),
    };

    private static bool IsInstant(JsonElement value) => value.GetString()!.EndsWith("+00:00", StringComparison.Ordinal) && value.TryGetDateTimeOffset(out _);

    /// <summary>Everything that the recording asks for, under the names that it uses.</summary>
    private static async Task<Dictionary<string, string>> FillAsync(Scenario scenario)
    {
        var server = scenario.Server;
        server.Time.SetUtcNow(Recorded);
        var project = (await server.MutateAsync("create_project", new() { ["name"] = "conf-5a18d2" })).GetProperty("id").GetString()!;
        await server.MutateAsync("create_project", new() { ["name"] = "conf-5a18d2-two" });
        await server.MutateAsync("register_agent", new() { ["type"] = "LocalAgent", ["name"] = "agent", ["labels"] = new JsonArray() });
        var flow = "";
        foreach (var name in new[] { "built-5a18d2", "mapped-5a18d2", "mapped-5a18d2", "hello-5a18d2" })
            flow = (await server.MutateAsync("create_flow", new() { ["project_id"] = project, ["serialized_flow"] = Document(name) })).GetProperty("id").GetString()!;
        var stub = await scenario.CreateRunAsync(new() { ["flow_id"] = flow, ["flow_run_name"] = "stub-5186d398" });
        await scenario.SetFlowRunAsync(stub, "Running");
        var run = await scenario.CreateRunAsync(new() { ["flow_id"] = flow, ["flow_run_name"] = "cli-5a18d2" });
        await scenario.SetFlowRunAsync(run, "Running");
        var task = (await server.RunAsync($"{{ flow_by_pk(id: \"{flow}\") {{ flow_group_id tasks(where: {{slug: {{_eq: \"double-1\"}}}}) {{ id }} }} }}")).GetProperty("flow_by_pk");
        var taskId = task.GetProperty("tasks")[0].GetProperty("id").GetString()!;
        await server.MutateAsync("get_or_create_task_run", new() { ["flow_run_id"] = run, ["task_id"] = taskId, ["map_index"] = 2 });
        var taskRun = await scenario.TaskRunIdAsync(run, "double-1");
        await scenario.SetTaskRunAsync(taskRun, "Cached");
        await server.MutateAsync("set_task_run_states", Scenario.TaskRunState(await scenario.TaskRunIdAsync(run, "hello-1"),
            new() { ["type"] = "Retrying", ["message"] = "later", ["start_time"] = "2026-11-24T07:19:30+00:00", ["run_count"] = 1 }), "states { id }");
        await server.MutateAsync("write_run_logs",
            new() { ["logs"] = new JsonArray(new JsonObject { ["flow_run_id"] = run, ["timestamp"] = "2026-11-24T07:19:25+00:00", ["level"] = "INFO", ["name"] = "x", ["message"] = "hello" }) }, "success");
        var tenant = (await server.RunAsync("{ tenant { id } }")).GetProperty("tenant")[0].GetProperty("id").GetString()!;
        return new()
        {
            ["flow"] = flow,
            ["flow_by_pk"] = flow,
            ["flow_run"] = run,
            ["flow_run_by_pk"] = run,
            ["task_run"] = taskRun,
            ["get_task_run_info"] = taskRun,
            ["tenant"] = tenant,
            ["flow_run_id"] = run,
            ["task_id"] = taskId,
            ["flow_group_id"] = task.GetProperty("flow_group_id").GetString()!,
            ["project"] = project,
        };
    }

    private static JsonObject Document(string name)
    {
        var document = Scenario.Document();
        document["name"] = name;
        document["tasks"]!.AsArray().Add(new JsonObject { ["slug"] = "double-1", ["name"] = "double", ["type"] = "T", ["tags"] = new JsonArray() });
        return document;
    }

    /// <summary>A recorded query with identifiers that exist here: each by the field that it is compared with, <c>id</c> by the root or relation around it.</summary>
    private static string Known(string query, Dictionary<string, string> ids)
    {
        var root = RootName().Match(query).Groups[1].Value;
        query = Compared().Replace(query, m => m.Value.Replace(m.Groups["id"].Value, ids[m.Groups["field"].Value is "id" ? m.Groups["around"].Value is { Length: > 0 } around ? around : root : m.Groups["field"].Value], StringComparison.Ordinal));
        query = OneOf().Replace(query, _ => $"_in: [\"{ids[root]}\"]");
        return ByKey().Replace(query, m => $"({m.Groups[1].Value}: \"{ids[root]}\")");
    }

    [GeneratedRegex(@"\{\s*(\w+)")]
    private static partial Regex RootName();

    [GeneratedRegex("""(?:(?<around>project): \{ )?\b(?<field>id|flow_run_id|task_id|flow_group_id): \{ _eq: "(?<id>[0-9a-f-]{36})" \}""")]
    private static partial Regex Compared();

    [GeneratedRegex("""_in: \["[0-9a-f-]{36}"[^\]]*\]""")]
    private static partial Regex OneOf();

    [GeneratedRegex("""\((id|task_run_id): "[0-9a-f-]{36}"\)""")]
    private static partial Regex ByKey();
}
