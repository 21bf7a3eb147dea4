using System.Text.Json;
using System.Text.Json.Nodes;

namespace Flows.Server.Tests.Queries;

/// <summary>
/// A server with one run of the registered flow: its task <c>hello-1</c> is mapped with three children, it has logs, an artifact and the agent
/// that submitted it; beside it an agent config, a cloud hook and a second tenant.
/// </summary>
public sealed class RunsDataset : IAsyncLifetime
{
    private Scenario? scenario;

    internal Scenario Scenario => scenario ?? throw new InvalidOperationException("not started");

    internal TestServer Server => Scenario.Server;

    internal string RunId { get; private set; } = "";

    internal string ParentId { get; private set; } = "";

    internal Dictionary<string, string> TaskIds { get; private set; } = [];

    public async ValueTask InitializeAsync()
    {
        scenario = await Scenario.StartAsync();
        TaskIds = (await Server.RunAsync($"{{ task(where: {{flow_id: {{_eq: \"{scenario.FlowId}\"}}}}) {{ id slug }} }}")).GetProperty("task").EnumerateArray()
            .ToDictionary(t => t.GetProperty("slug").GetString()!, t => t.GetProperty("id").GetString()!);
        RunId = await scenario.CreateRunAsync(new() { ["flow_run_name"] = "mapped", ["labels"] = new JsonArray("a") });
        ParentId = await scenario.TaskRunIdAsync(RunId, "hello-1");
        await AgentAsync();
        await scenario.SetFlowRunAsync(RunId, "Running");
        Step();
        await scenario.SetTaskRunAsync(ParentId, "Mapped");
        foreach (var (index, states) in new[] { (0, new[] { "Running", "Success" }), (1, ["Running"]), (2, ["Running", "Failed"]) }) await ChildAsync(index, states);
        await LogAsync("first", "INFO", null);
        await LogAsync("second", "ERROR", ParentId);
        await Server.MutateAsync("create_task_run_artifact",
            new() { ["task_run_id"] = ParentId, ["kind"] = "link", ["data"] = new JsonObject { ["link"] = "/x" } });
        var tenant = (await Server.RunAsync("{ tenant { id } }")).GetProperty("tenant")[0].GetProperty("id").GetString();
        await Server.MutateAsync("create_agent_config",
            new() { ["tenant_id"] = tenant, ["name"] = "config", ["settings"] = new JsonObject { ["labels"] = new JsonArray("a") } });
        await Server.MutateAsync("create_cloud_hook", new()
        {
            ["tenant_id"] = tenant,
            ["type"] = "WEBHOOK",
            ["name"] = "hook",
            ["states"] = new JsonArray("FAILED"),
            ["config"] = new JsonObject { ["url"] = "https://hooks.example/x" },
        });
        await Server.MutateAsync("create_tenant", new() { ["name"] = "Other", ["slug"] = "other" });
    }

    public async ValueTask DisposeAsync() => await Scenario.DisposeAsync();

    private async Task AgentAsync()
    {
        var agent = (await Server.MutateAsync("register_agent", new() { ["type"] = "LocalAgent", ["name"] = "one", ["labels"] = new JsonArray("a", "b") }))
            .GetProperty("id").GetString()!;
        await Scenario.SetFlowRunAsync(RunId, "Submitted", ("X-PREFECT-AGENT-ID", agent));
        Step();
    }

    private async Task ChildAsync(int index, string[] states)
    {
        var child = await Server.MutateAsync("get_or_create_task_run",
            new() { ["flow_run_id"] = RunId, ["task_id"] = TaskIds["hello-1"], ["map_index"] = index });
        foreach (var state in states)
        {
            Step();
            await Scenario.SetTaskRunAsync(child.GetProperty("id").GetString()!, state);
        }
    }

    private Task<JsonElement> LogAsync(string message, string level, string? taskRun)
    {
        Step();
        var line = new JsonObject { ["flow_run_id"] = RunId, ["task_run_id"] = taskRun, ["message"] = message, ["level"] = level, ["name"] = "log", ["info"] = new JsonObject { ["n"] = 1 } };
        return Server.MutateAsync("write_run_logs", new() { ["logs"] = new JsonArray(line) }, "success");
    }

    private void Step() => Server.Time.Advance(TimeSpan.FromSeconds(1));
}
