using System.Text.Json.Nodes;

namespace Flows.Server.Tests;

/// <summary>Many clients at once.</summary>
public sealed class ConcurrencyTests
{
    [Fact]
    public async Task FiftyClients_ThatMakeAndMoveRuns_LoseNothing()
    {
        await using var scenario = await Scenario.StartAsync();
        await Task.WhenAll(Enumerable.Range(0, 50).Select(async client =>
        {
            for (var i = 0; i < 4; i++)
            {
                var run = await scenario.CreateRunAsync(new() { ["idempotency_key"] = $"{client}-{i}", ["labels"] = new JsonArray() });
                foreach (var state in new[] { "Submitted", "Running", "Success" }) await scenario.SetFlowRunAsync(run, state);
                await scenario.Server.MutateAsync("write_run_logs", new() { ["logs"] = new JsonObject { ["flow_run_id"] = run, ["message"] = "done" } },
                    "success");
                (await scenario.FlowRunAsync(run, "state version")).ShouldBeJson("""{"state": "Success", "version": 4}""");
            }
        }));
        (await scenario.Server.RunAsync(
            """
            { runs: flow_run_aggregate(where: {state: {_eq: "Success"}, version: {_eq: 4}}) { aggregate { count } }
              states: flow_run_state_aggregate { aggregate { count } } logs: log_aggregate { aggregate { count } } task_run_aggregate { aggregate { count } } }
            """)).ShouldBeJson(
            """
            {"runs": {"aggregate": {"count": 200}}, "states": {"aggregate": {"count": 800}}, "logs": {"aggregate": {"count": 200}}, "task_run_aggregate": {"aggregate": {"count": 600}}}
            """);
    }

    [Fact]
    public async Task States_OfOneRunByManyAtOnce_HaveOneVersionEach()
    {
        await using var scenario = await Scenario.StartAsync();
        var run = await scenario.CreateRunAsync();
        await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => scenario.SetFlowRunAsync(run, "Running")));
        var states = (await scenario.FlowRunAsync(run, "version states(order_by: {version: asc}) { version }"));
        states.GetProperty("version").GetInt32().ShouldBe(51);
        states.GetProperty("states").EnumerateArray().Select(s => s.GetProperty("version").GetInt32()).ShouldBe(Enumerable.Range(1, 51));
    }
}
