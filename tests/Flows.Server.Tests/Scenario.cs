using System.Text.Json;
using System.Text.Json.Nodes;

namespace Flows.Server.Tests;

/// <summary>A server with a project and one registered flow: the parameter <c>name</c>, the tasks <c>hello-1</c> and <c>bye-1</c>.</summary>
internal sealed class Scenario : IAsyncDisposable
{
    private Scenario(TestServer server, string projectId) => (Server, ProjectId) = (server, projectId);

    public TestServer Server { get; }

    public string ProjectId { get; }

    public string FlowId { get; private set; } = "";

    public static async Task<Scenario> StartAsync(Action<JsonObject>? change = null, Action<FlowsServerOptions>? configure = null)
    {
        var server = await TestServer.StartAsync(configure);
        var project = await server.MutateAsync("create_project", new() { ["name"] = "P" });
        var scenario = new Scenario(server, project.GetProperty("id").GetString()!);
        scenario.FlowId = await scenario.RegisterAsync(change);
        return scenario;
    }

    public static JsonObject Document() => JsonNode.Parse(
        """
        {
          "__version__": "1.4.1", "type": "prefect.core.flow.Flow", "name": "Hello", "environment": null, "schedule": null, "reference_tasks": [],
          "parameters": [{"name": "name", "slug": "name", "required": false, "default": "Bob", "type": "prefect.core.parameter.Parameter", "__version__": "1.4.1"}],
          "run_config": {"type": "UniversalRun", "labels": ["b", "a"], "env": null, "__version__": "1.4.1"},
          "storage": {"type": "Local", "flows": {"Hello": "/x"}, "directory": "/x", "__version__": "1.4.1"},
          "tasks": [
            {"name": "name", "slug": "name", "type": "prefect.core.parameter.Parameter", "tags": [], "max_retries": 0, "retry_delay": null, "trigger": {"fn": "prefect.triggers.all_successful", "kwargs": {}}, "auto_generated": false},
            {"name": "hello", "slug": "hello-1", "type": "T", "tags": ["x"], "max_retries": 2, "retry_delay": 60, "trigger": {"fn": "prefect.triggers.all_successful", "kwargs": {}}, "auto_generated": false},
            {"name": "bye", "slug": "bye-1", "type": "T", "tags": [], "max_retries": 0, "retry_delay": null, "trigger": {"fn": "prefect.triggers.all_finished", "kwargs": {}}, "auto_generated": true}
          ],
          "edges": [
            {"upstream_task": {"slug": "name"}, "downstream_task": {"slug": "hello-1"}, "key": "who", "mapped": true, "flattened": false},
            {"upstream_task": {"slug": "hello-1"}, "downstream_task": {"slug": "bye-1"}, "key": null, "mapped": false, "flattened": false}
          ]
        }
        """)!.AsObject();

    public async Task<string> RegisterAsync(Action<JsonObject>? change = null, string? key = null, string? versionGroup = null)
    {
        var document = Document();
        change?.Invoke(document);
        var answer = await Server.MutateAsync("create_flow",
            new() { ["project_id"] = ProjectId, ["serialized_flow"] = document, ["idempotency_key"] = key, ["version_group_id"] = versionGroup });
        return answer.GetProperty("id").GetString()!;
    }

    public async Task<string> CreateRunAsync(JsonObject? input = null)
    {
        input ??= [];
        if (!input.ContainsKey("flow_id") && !input.ContainsKey("version_group_id")) input["flow_id"] = FlowId;
        return (await Server.MutateAsync("create_flow_run", input)).GetProperty("id").GetString()!;
    }

    public Task<JsonElement> SetFlowRunAsync(string run, string type, params (string Name, string Value)[] headers) =>
        Server.MutateAsync("set_flow_run_states", FlowRunState(run, type), "states { id status message }", headers);

    public Task<JsonElement> SetTaskRunAsync(string run, string type) =>
        Server.MutateAsync("set_task_run_states", TaskRunState(run, State(type)), "states { id status message }");

    public static JsonObject FlowRunState(string run, string type) =>
        new() { ["states"] = new JsonArray(new JsonObject { ["flow_run_id"] = run, ["version"] = null, ["state"] = State(type) }) };

    public static JsonObject TaskRunState(string run, JsonObject state) =>
        new() { ["states"] = new JsonArray(new JsonObject { ["task_run_id"] = run, ["version"] = null, ["state"] = state }) };

    /// <summary>A state as the UI writes it: type and message only.</summary>
    public static JsonObject State(string type) => new() { ["type"] = type, ["message"] = $"to {type}" };

    /// <summary>Some columns of a flow run.</summary>
    public async Task<JsonElement> FlowRunAsync(string run, string selection) =>
        (await Server.RunAsync($"query {{ flow_run_by_pk(id: \"{run}\") {{ {selection} }} }}")).GetProperty("flow_run_by_pk");

    /// <summary>The id of the run of a task.</summary>
    public async Task<string> TaskRunIdAsync(string run, string slug) => (await Server.RunAsync(
        $"query {{ task_run(where: {{ flow_run_id: {{ _eq: \"{run}\" }}, task: {{ slug: {{ _eq: \"{slug}\" }} }} }}) {{ id }} }}"))
            .GetProperty("task_run")[0].GetProperty("id").GetString()!;

    public ValueTask DisposeAsync() => Server.DisposeAsync();
}
