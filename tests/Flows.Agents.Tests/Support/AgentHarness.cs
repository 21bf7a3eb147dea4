using System.Text.Json;
using Flows.Client;
using Flows.TestKit.Api;
using Microsoft.Extensions.Logging.Abstractions;

namespace Flows.Agents.Tests.Support;

/// <summary>An agent between a fake server and a fake launcher, on a clock without waits.</summary>
internal sealed class AgentHarness
{
    public static readonly DateTimeOffset Now = new(2024, 5, 1, 10, 0, 0, TimeSpan.Zero);

    private readonly Queue<string[]> queue = new();
    private readonly Dictionary<string, string> runs = [];

    public AgentHarness()
    {
        Client = new(new() { Api = new("http://server:4200"), HttpMessageHandler = Api });
        Api.On("tenant", """[ { "id": "tenant-1" } ]""")
            .On("register_agent", """{ "id": "agent-1" }""")
            .On("hello", "\"hi\"")
            .On("get_runs_in_queue", _ => $$"""{ "flow_run_ids": {{JsonSerializer.Serialize(queue.TryDequeue(out var ids) ? ids : [])}} }""")
            .On("flow_run", c => $"[{string.Join(',', c.Variables.GetProperty("ids").EnumerateArray().Select(id => runs[id.GetString()!]))}]")
            .On("set_flow_run_states", """{ "states": [ { "id": "x", "status": "SUCCESS", "message": null } ] }""")
            .On("set_task_run_states", """{ "states": [ { "id": "x", "status": "SUCCESS", "message": null } ] }""")
            .On("write_run_logs", """{ "success": true }""");
    }

    public FakeApi Api { get; } = new();

    public FlowsClient Client { get; }

    public FakeLauncher Launcher { get; } = new();

    public InstantTime Time { get; } = new(Now);

    /// <summary>Each poll finds the ids of the next call.</summary>
    public void EachPollFinds(params string[][] polls)
    {
        foreach (var ids in polls) queue.Enqueue(ids);
    }

    /// <summary>The server knows claims, and gives the runs of the next call each time, and nothing afterwards.</summary>
    public void ClaimFinds(params string[][] claims)
    {
        var left = new Queue<string[]>(claims);
        Api.On("claim_flow_runs", _ => $$"""{ "runs": [{{string.Join(',', (left.TryDequeue(out var ids) ? ids : []).Select(Claimed))}}] }""")
            .On("update_flow_run_heartbeat", """{ "success": true }""")
            .On("release_flow_run", """{ "success": true }""");
    }

    private string Claimed(string id) => $$"""{ "claim": "claim-{{id}}", "lease_seconds": 60, {{runs[id].TrimStart()[1..]}}""";

    /// <summary>Puts a scheduled run on the server.</summary>
    public void HasScheduledRun(string id, DateTimeOffset? start = null, string runConfig = "null", string storage = "null") =>
        HasRun(id, "Scheduled", $$"""{ "type": "Scheduled", "message": "Flow run scheduled.", "start_time": "{{start ?? Now:O}}" }""", "[]", runConfig, storage);

    /// <summary>Puts a running run with a task run that waits for a retry on the server.</summary>
    public void HasRunningRun(string id, string taskRunId) => HasRun(
        id, "Running", """{ "type": "Running" }""",
        $$"""[ { "id": "{{taskRunId}}", "version": 5, "task_id": "t", "serialized_state": { "type": "Retrying", "start_time": "{{Now:O}}", "run_count": 1 } } ]""", "null", "null");

    public Task RunAsync(int polls, CancellationToken stop = default, params string[] labels) =>
        Agent(new() { Name = "hal", Labels = labels, MaxPolls = polls }).RunAsync(stop);

    public Agent Agent(AgentOptions options) => new(Client, Launcher, options, NullLoggerFactory.Instance, Time);

    /// <summary>The states that were stored for flow runs, as (version, state).</summary>
    public IReadOnlyList<(int? Version, JsonElement State)> FlowRunStates => StatesOf("set_flow_run_states");

    public IReadOnlyList<(int? Version, JsonElement State)> TaskRunStates => StatesOf("set_task_run_states");

    /// <summary>The lines that were written into logs.</summary>
    public IReadOnlyList<(string Level, string Name, string Message)> Logs =>
        [.. Api.Of("write_run_logs").SelectMany(c => c.Input.GetProperty("logs").EnumerateArray())
            .Select(l => (l.GetProperty("level").GetString()!, l.GetProperty("name").GetString()!, l.GetProperty("message").GetString()!))];

    private List<(int? Version, JsonElement State)> StatesOf(string mutation) =>
        [.. Api.Of(mutation).SelectMany(c => c.Input.GetProperty("states").EnumerateArray()).Select(s =>
            (s.GetProperty("version") is { ValueKind: JsonValueKind.Number } v ? v.GetInt32() : (int?)null, s.GetProperty("state")))];

    private void HasRun(string id, string state, string serializedState, string taskRuns, string runConfig, string storage) => runs[id] =
        $$"""
        { "id": "{{id}}", "version": 1, "state": "{{state}}", "serialized_state": {{serializedState}}, "run_config": {{runConfig}}, "name": "run-{{id}}",
          "flow": { "id": "flow-1", "name": "Hello", "storage": {{storage}}, "version": 3, "core_version": "1.4.1" }, "task_runs": {{taskRuns}} }
        """;
}
