using System.Text.Json.Nodes;

namespace Flows.Server.Tests.Mutations;

/// <summary>Task runs, logs and artifacts.</summary>
public sealed class TaskRunTests
{
    [Fact]
    public async Task GetOrCreate_OfAMappedChild_IsVersion0ThenItsOwn()
    {
        await using var scenario = await Scenario.StartAsync();
        var run = await scenario.CreateRunAsync();
        var input = await WhichAsync(scenario, run, 2);
        var created = await scenario.Server.MutateAsync("get_or_create_task_run_info", input.DeepClone().AsObject(), "id version state serialized_state");
        created.GetProperty("version").GetInt32().ShouldBe(0);
        created.GetProperty("serialized_state").GetProperty("type").GetString().ShouldBe("Pending");
        var again = await scenario.Server.MutateAsync("get_or_create_task_run_info", input.DeepClone().AsObject(), "id version state");
        again.ShouldBeJson($$"""{"id": "{{created.GetProperty("id").GetString()}}", "version": 1, "state": "Pending"}""");
        (await scenario.Server.MutateAsync("get_or_create_task_run", input)).GetProperty("id").GetString().ShouldBe(created.GetProperty("id").GetString());
    }

    [Fact]
    public async Task GetOrCreate_OfAnUnmappedTask_IsTheOneMadeWithTheRun()
    {
        await using var scenario = await Scenario.StartAsync();
        var run = await scenario.CreateRunAsync();
        var input = await WhichAsync(scenario, run, -1);
        (await scenario.Server.MutateAsync("get_or_create_task_run_info", input)).GetProperty("id").GetString()
            .ShouldBe(await scenario.TaskRunIdAsync(run, "hello-1"));
    }

    [Fact]
    public async Task GetOrCreate_ByManyAtOnce_MakesOne()
    {
        await using var scenario = await Scenario.StartAsync();
        var run = await scenario.CreateRunAsync();
        var input = await WhichAsync(scenario, run, 7);
        var ids = await Task.WhenAll(Enumerable.Range(0, 20)
            .Select(async _ => (await scenario.Server.MutateAsync("get_or_create_task_run", input.DeepClone().AsObject())).GetProperty("id").GetString()));
        ids.Distinct().Count().ShouldBe(1);
    }

    [Fact]
    public async Task GetOrCreate_OfATaskOfNoSuchFlow_IsRefused()
    {
        await using var scenario = await Scenario.StartAsync();
        var run = await scenario.CreateRunAsync();
        (await scenario.Server.RefusedAsync("get_or_create_task_run", new() { ["flow_run_id"] = run, ["task_id"] = Guid.NewGuid().ToString() }))
            .ShouldStartWith("Task not found");
    }

    [Fact]
    public async Task Rename_And_Heartbeat_OfATaskRun_ChangeIt()
    {
        await using var scenario = await Scenario.StartAsync();
        var task = await scenario.TaskRunIdAsync(await scenario.CreateRunAsync(), "hello-1");
        await scenario.Server.MutateAsync("set_task_run_name", new() { ["task_run_id"] = task, ["name"] = "n" }, "success");
        await scenario.Server.MutateAsync("update_task_run_heartbeat", new() { ["task_run_id"] = task }, "success");
        (await scenario.Server.RunAsync($"{{ task_run_by_pk(id: \"{task}\") {{ name heartbeat }} }}")).ShouldBeJson("""{"task_run_by_pk": {"name": "n", "heartbeat": "2026-01-01T12:00:00.000000+00:00"}}""");
    }

    [Fact]
    public async Task Logs_OfALargeBatch_AreAllStoredInOrder()
    {
        await using var scenario = await Scenario.StartAsync();
        var run = await scenario.CreateRunAsync();
        var lines = new JsonArray([.. Enumerable.Range(0, 1200).Select(i => (JsonNode)new JsonObject
        {
            ["flow_run_id"] = run, ["timestamp"] = TestServer.Start.AddMilliseconds(i).ToString("O"), ["message"] = $"line {i} ü\n\"", ["level"] = "DEBUG",
                ["info"] = new JsonObject { ["n"] = i },
        })]);
        await scenario.Server.MutateAsync("write_run_logs", new() { ["logs"] = lines }, "success");
        var logs = (await scenario.FlowRunAsync(run, "logs(order_by: {timestamp: asc}) { message level info }")).GetProperty("logs");
        logs.GetArrayLength().ShouldBe(1200);
        logs[1199].ShouldBeJson("""{"message": "line 1199 ü\n\"", "level": "DEBUG", "info": {"n": 1199}}""");
    }

    [Fact]
    public async Task Logs_OfAnUnknownRun_AreRefused()
    {
        await using var scenario = await Scenario.StartAsync();
        (await scenario.Server.RefusedAsync("write_run_logs",
            new() { ["logs"] = new JsonArray(new JsonObject { ["flow_run_id"] = Guid.Empty.ToString(), ["message"] = "x" }) }, "success"))
            .ShouldContain("not found");
    }

    [Fact]
    public async Task Artifact_MadeChangedAndDeleted_FollowsItsTaskRun()
    {
        await using var scenario = await Scenario.StartAsync();
        var server = scenario.Server;
        var task = await scenario.TaskRunIdAsync(await scenario.CreateRunAsync(), "hello-1");
        var id = (await server.MutateAsync("create_task_run_artifact",
            new() { ["task_run_id"] = task, ["kind"] = "markdown", ["data"] = new JsonObject { ["markdown"] = "# hi" }, ["tenant_id"] = null }))
            .GetProperty("id").GetString();
        await server.MutateAsync("update_task_run_artifact", new() { ["task_run_artifact_id"] = id, ["data"] = new JsonObject { ["markdown"] = "# ho" } },
            "success");
        (await server.RunAsync($"{{ task_run_artifact(where: {{task_run_id: {{_in: [\"{task}\"]}}}}) {{ kind data }} }}")).ShouldBeJson("""{"task_run_artifact": [{"kind": "markdown", "data": {"markdown": "# ho"}}]}""");
        await server.MutateAsync("delete_task_run_artifact", new() { ["task_run_artifact_id"] = id }, "success");
        (await server.RefusedAsync("delete_task_run_artifact", new() { ["task_run_artifact_id"] = id }, "success")).ShouldContain("not found");
        (await server.RefusedAsync("create_task_run_artifact",
            new() { ["task_run_id"] = Guid.Empty.ToString(), ["kind"] = "link", ["data"] = new JsonObject() })).ShouldContain("not found");
    }

    private static async Task<JsonObject> WhichAsync(Scenario scenario, string run, int mapIndex)
    {
        var task = (await scenario.Server.RunAsync("{ task(where: {slug: {_eq: \"hello-1\"}}) { id } }")).GetProperty("task")[0].GetProperty("id").GetString();
        return new() { ["flow_run_id"] = run, ["task_id"] = task, ["map_index"] = mapIndex };
    }
}
