using Flows.Client;
using Flows.EndToEnd.Tests.Support;

namespace Flows.EndToEnd.Tests;

/// <summary>A task waits for a person: its process leaves, and another one goes on when the task is resumed.</summary>
public sealed class ResumeTests
{
    [Fact]
    public async Task Resume_OfAPausedTask_GoesOnInAnotherProcess()
    {
        await using var home = await FlowsHome.StartAsync("Approvals");
        await home.AgentAsync("local", "--label", "desk");
        (await home.ProgramAsync(Programs.TestFlows, "register", "--project", "Approvals")).ShouldSucceed();
        var runId = (await home.FlowsAsync("run", "flow", "--name", "Approval", "--project", "Approvals", "--quiet")).ShouldSucceed().Output.Trim();
        var paused = default(System.Text.Json.JsonElement);
        await FlowsHome.WaitForAsync(async () =>
        {
            var runs = (await home.QueryAsync($"query {{ task_run(where: {{ flow_run_id: {{ _eq: \"{runId}\" }}, state: {{ _eq: \"Paused\" }} }}) {{ id name flow_run {{ state }} }} }}")).GetProperty("task_run");
            if (runs.GetArrayLength() > 0) paused = runs[0];
            return runs.GetArrayLength() > 0;
        });
        paused.GetProperty("name").GetString().ShouldBe("publish-3");
        paused.GetProperty("flow_run").GetProperty("state").GetString().ShouldBe("Running");

        using (var client = new FlowsClient(new() { Api = home.Api }))
            await client.ResumeTaskRunAsync(paused.GetProperty("id").GetString()!);

        var run = await home.EndedAsync(runId);
        run.GetProperty("state").GetString().ShouldBe("Success", run.ToString());
        run.GetProperty("logs").EnumerateArray().Select(l => l.GetProperty("message").GetString()).ShouldContain("publish-3: resumed True after 3 rounds");
        var states = (await home.QueryAsync($"query {{ task_run_by_pk(id: \"{paused.GetProperty("id").GetString()}\") {{ states(order_by: {{ version: asc }}) {{ state }} }} }}"))
            .GetProperty("task_run_by_pk").GetProperty("states").EnumerateArray().Select(s => s.GetProperty("state").GetString());
        states.ShouldBe(["Pending", "Paused", "Resume", "Submitted", "Running", "Success"]);
    }
}
