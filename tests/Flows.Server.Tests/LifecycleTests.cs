using System.Text.Json.Nodes;

namespace Flows.Server.Tests;

/// <summary>The worked exchange of contract appendix A: register, run, submit, execute.</summary>
public sealed class LifecycleTests
{
    [Fact]
    public async Task Run_FromRegistrationToSuccess_HasTheTimelineOfTheContract()
    {
        await using var scenario = await Scenario.StartAsync();
        var server = scenario.Server;
        var run = await scenario.CreateRunAsync(new() { ["flow_run_name"] = "first" });
        (await scenario.FlowRunAsync(run, "version state labels parameters task_runs_aggregate { aggregate { count } }"))
            .ShouldBeJson("""{"version": 1, "state": "Scheduled", "labels": ["a", "b"], "parameters": {"name": "Bob"}, "task_runs_aggregate": {"aggregate": {"count": 3}}}""");

        var agent = (await server.MutateAsync("register_agent", new() { ["type"] = "LocalAgent", ["name"] = "me", ["labels"] = new JsonArray("a", "b", "c") }))
            .GetProperty("id").GetString()!;
        var queue = await server.MutateAsync("get_runs_in_queue", new() { ["labels"] = new JsonArray("a", "b", "c") }, "flow_run_ids",
            ("x-prefect-agent-id", agent));
        queue.ShouldBeJson($$"""{"flow_run_ids": ["{{run}}"]}""");
        await scenario.SetFlowRunAsync(run, "Submitted", ("X-PREFECT-AGENT-ID", agent));
        await scenario.SetFlowRunAsync(run, "Running");

        var task = await scenario.TaskRunIdAsync(run, "hello-1");
        await scenario.SetTaskRunAsync(task, "Running");
        await scenario.SetTaskRunAsync(task, "Success");
        await server.MutateAsync("write_run_logs",
            new()
            {
                ["logs"] = new JsonObject
                {
                    ["flow_run_id"] = run,
                    ["task_run_id"] = task,
                    ["name"] = "prefect.hello",
                    ["level"] = "INFO",
                    ["message"] = "Hello Bob"
                }
            }, "success");
        await scenario.SetFlowRunAsync(run, "Success");

        var end = await scenario.FlowRunAsync(run,
            "version state agent { name last_queried } states(order_by: {version: asc}) { state version } logs { message level timestamp } start_time end_time");
        end.ShouldBeJson(
            """
            {
              "version": 4, "state": "Success", "agent": {"name": "me", "last_queried": "2026-01-01T12:00:00.000000+00:00"},
              "states": [{"state": "Scheduled", "version": 1}, {"state": "Submitted", "version": 2}, {"state": "Running", "version": 3}, {"state": "Success", "version": 4}],
              "logs": [{"message": "Hello Bob", "level": "INFO", "timestamp": "2026-01-01T12:00:00.000000+00:00"}],
              "start_time": "2026-01-01T12:00:00.000000+00:00", "end_time": "2026-01-01T12:00:00.000000+00:00"
            }
            """);
        var states = await server.RunAsync($"query {{ task_run_by_pk(id: \"{task}\") {{ version state task {{ slug retry_delay trigger }} states(order_by: {{version: asc}}) {{ state }} }} }}");
        states.ShouldBeJson(
            """
            {"task_run_by_pk": {
              "version": 3, "state": "Success", "task": {"slug": "hello-1", "retry_delay": "00:01:00", "trigger": "prefect.triggers.all_successful"},
              "states": [{"state": "Pending"}, {"state": "Running"}, {"state": "Success"}]
            }}
            """);
    }
}
