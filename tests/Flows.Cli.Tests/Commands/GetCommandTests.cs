using System.Text.Json;
using Flows.Cli.Tests.Support;

namespace Flows.Cli.Tests.Commands;

public sealed class GetCommandTests : IDisposable
{
    private readonly Tool tool = new();

    [Fact]
    public async Task GetFlows_Redirected_PrintsPaddedColumns()
    {
        tool.Api.On("flow", $$"""[ { "id": "{{Tool.FlowId}}", "name": "Hello", "version": 12, "created": "2024-04-28T10:00:00+00:00", "parameters": [], "project": { "name": "P" } } ]""");

        (await tool.RunAsync("get", "flows", "--project", "P")).ShouldBe(0);
        tool.Output.ShouldBe(string.Join(
            Environment.NewLine,
            "NAME   VERSION  AGE         ID                                    PROJECT NAME",
            $"Hello  12       3 days ago  {Tool.FlowId}  P",
            ""));
        var variables = tool.Api.Of("flow")[0].Variables;
        variables.GetProperty("project").GetString().ShouldBe("P");
        variables.GetProperty("name").ValueKind.ShouldBe(JsonValueKind.Null);
        variables.GetProperty("archived").GetBoolean().ShouldBeFalse();
        variables.GetProperty("limit").GetInt32().ShouldBe(10);
    }

    [Fact]
    public async Task GetFlows_AllVersions_AsksForArchivedOnesToo()
    {
        tool.Api.On("flow", "[]");

        await tool.RunAsync("get", "flows", "--all-versions");

        tool.Api.Of("flow")[0].Variables.GetProperty("archived").ValueKind.ShouldBe(JsonValueKind.Null);
    }

    [Theory]
    [InlineData(false, "created: desc")]
    [InlineData(true, "start_time: desc")]
    public async Task GetFlowRuns_Order_DependsOnStarted(bool started, string order)
    {
        tool.Api.On("flow_run", $$"""[ { "id": "{{Tool.RunId}}", "name": "tidy-otter", "state": "Success", "created": "2024-05-01T09:59:30+00:00", "start_time": "2024-05-01T09:59:40+00:00", "flow": { "name": "Hello" } } ]""");

        (await tool.RunAsync(["get", "flow-runs", .. started ? (string[])["--started"] : []])).ShouldBe(0);
        tool.Api.Of("flow_run")[0].Query.ShouldContain(order);
        tool.Output.ShouldContain($"tidy-otter  Hello      Success  30 seconds ago  2024-05-01 09:59:40  {Tool.RunId}");
    }

    [Fact]
    public async Task GetProjects_Json_IsAnArray()
    {
        tool.Api.On("project", """[ { "name": "P", "created": "2024-04-01T10:00:00+00:00", "description": null, "flows_aggregate": { "aggregate": { "count": 2 } } } ]""");

        (await tool.RunAsync("get", "projects", "--json")).ShouldBe(0);
        JsonElement.Parse(tool.Output)[0].GetProperty("flow_count").GetInt32().ShouldBe(2);
    }

    [Fact]
    public async Task GetAgents_LastSeen_SaysWhetherItIsAlive()
    {
        tool.Api.On("agent", """
            [ { "id": "a1", "name": "hal", "type": "LocalAgent", "labels": ["a", "b"], "last_queried": "2024-05-01T09:59:50+00:00" },
              { "id": "a2", "name": "old", "type": "DockerAgent", "labels": [], "last_queried": null } ]
            """);

        (await tool.RunAsync("get", "agents")).ShouldBe(0);
        tool.Output.ShouldContain("hal   LocalAgent   a, b    yes    10 seconds ago  a1");
        tool.Output.ShouldContain("old   DockerAgent          no     never           a2");
    }

    [Fact]
    public async Task GetLogs_OfAFlow_PrintsThoseOfItsNewestRun()
    {
        tool.Api.On("flow_run", c => c.Query.Contains("logs", StringComparison.Ordinal)
            ? """[ { "logs": [ { "id": "1", "timestamp": "2024-05-01T09:00:00+00:00", "level": "INFO", "name": "prefect.say", "message": "Hello Bob" } ] } ]"""
            : $$"""[ { "id": "{{Tool.RunId}}", "name": "r", "state": "Success", "created": "2024-05-01T09:59:30+00:00", "start_time": null, "flow": { "name": "Hello" } } ]""");

        (await tool.RunAsync("get", "logs", "--flow", "Hello")).ShouldBe(0);
        tool.Output.ShouldBe($"2024-05-01 09:00:00  INFO      prefect.say | Hello Bob{Environment.NewLine}");
        tool.Api.Calls[^1].Variables.GetProperty("id").GetString().ShouldBe(Tool.RunId);
    }

    [Theory]
    [InlineData("There is no flow run named 'x'", "--name", "x")]
    [InlineData("There is no run of a flow named 'x'", "--flow", "x")]
    [InlineData("'x' is not the id of a flow run", "--id", "x")]
    public async Task GetLogs_UnknownRun_SaysSo(string error, params string[] which)
    {
        tool.Api.On("flow_run", "[]");

        (await tool.RunAsync(["get", "logs", .. which])).ShouldBe(1);
        tool.Error.ShouldStartWith(error);
    }

    public void Dispose() => tool.Dispose();
}
