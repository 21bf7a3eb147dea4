using System.Text;
using Flows.EndToEnd.Tests.Support;

namespace Flows.EndToEnd.Tests;

/// <summary>Register with local storage and run by the local agent: the whole way without an image.</summary>
public sealed class LocalRunTests(LocalRunTests.Desk desk) : IClassFixture<LocalRunTests.Desk>
{
    private const string Project = "Local";

    public sealed class Desk : IAsyncLifetime
    {
        public FlowsHome Home { get; private set; } = null!;

        public async ValueTask InitializeAsync()
        {
            Home = await FlowsHome.StartAsync(Project);
            await Home.AgentAsync("local", "--label", "your-label", "--label", "desk");
            (await Home.ProgramAsync(Programs.HelloFlow, "register", "--project", Project, "--run-config", "local", "--storage", "local")).ShouldSucceed();
            (await Home.ProgramAsync(Programs.TestFlows, "register", "--project", Project)).ShouldSucceed();
        }

        public ValueTask DisposeAsync() => Home.DisposeAsync();
    }

    [Fact]
    public async Task RunFlow_Watched_PrintsStatesAndLogs()
    {
        var result = await desk.Home.FlowsAsync("run", "flow", "--name", "Hello", "--project", Project, "--watch");

        result.ShouldSucceed();
        result.Output.ShouldContain("Hello Bob");
        result.Output.ShouldContain("Success");
    }

    [Fact]
    public async Task RunFlow_WithParameter_ArrivesInTheTask()
    {
        var result = await desk.Home.FlowsAsync("run", "flow", "--name", "Hello", "--project", Project, "--param", "name=Ada", "--watch");

        result.ShouldSucceed();
        result.Output.ShouldContain("Hello Ada");
    }

    [Fact]
    public async Task TriggerScript_AsInTheTutorial_StartsARun()
    {
        // What the tutorial posts: the operation inlines the flow id; the variables are JSON text, and not used by it.
        var flowId = (await desk.Home.QueryAsync("query { flow(where: { name: { _eq: \"Hello\" }, archived: { _eq: false }, project: { name: { _eq: \"Local\" } } }) { id } }"))
            .GetProperty("flow")[0].GetProperty("id").GetString();
        using var http = new HttpClient();
        using var content = new StringContent(
            $$$"""{"query": "\nmutation {\ncreate_flow_run(input: { flow_id: \"{{{flowId}}}\" }) {\nid\n}\n}\n", "variables": "{\"input\": {\"flowId\": \"{{{flowId}}}\"}}"}""",
            Encoding.UTF8, "application/json");

        using var answer = await http.PostAsync(new Uri(desk.Home.Api, "/graphql"), content);

        var runId = System.Text.Json.JsonElement.Parse(await answer.Content.ReadAsStringAsync()).GetProperty("data").GetProperty("create_flow_run").GetProperty("id").GetString()!;
        var run = await desk.Home.EndedAsync(runId);
        run.GetProperty("state").GetString().ShouldBe("Success");
        run.GetProperty("logs").EnumerateArray().Select(l => l.GetProperty("message").GetString()).ShouldContain("Hello Bob");
        run.GetProperty("states").EnumerateArray().Select(s => s.GetProperty("state").GetString()).ShouldBe(["Scheduled", "Submitted", "Running", "Success"]);
    }

    [Fact]
    public async Task Register_UnchangedCode_ChangesNothingAndSaysSo()
    {
        var again = await desk.Home.ProgramAsync(Programs.HelloFlow, "register", "--project", Project, "--run-config", "local", "--storage", "local");

        again.ShouldSucceed().Output.ShouldContain("nchanged");
        var versions = await desk.Home.QueryAsync("query { flow(where: { name: { _eq: \"Hello\" }, project: { name: { _eq: \"Local\" } } }) { version } }");
        versions.GetProperty("flow").GetArrayLength().ShouldBe(1);
    }

    [Fact]
    public async Task RunFlow_ThatFails_NamesTheExceptionAndExitsWithOne()
    {
        var result = await desk.Home.FlowsAsync("run", "flow", "--name", "Failing", "--project", Project, "--watch");

        result.ExitCode.ShouldBe(1, result.All);
        result.Output.ShouldContain("The moon is not made of cheese");
        result.Output.ShouldContain("Failed");
    }

    [Fact]
    public async Task RunFlow_Mapped_StoresTheChildren()
    {
        var run = await RunToEndAsync("Mapped");

        run.GetProperty("state").GetString().ShouldBe("Success");
        var children = run.GetProperty("task_runs").EnumerateArray().Where(t => t.GetProperty("map_index").GetInt32() >= 0).ToList();
        children.Count.ShouldBe(5);
        children.ShouldAllBe(c => c.GetProperty("state").GetString() == "Success");
        run.GetProperty("logs").EnumerateArray().ShouldContain(l => l.GetProperty("message").GetString() == "The sum is 30");
    }

    [Fact]
    public async Task RunFlow_WithACachedTask_TakesTheResultOfTheRunBefore()
    {
        var first = await RunToEndAsync("Cached");
        var second = await RunToEndAsync("Cached");

        Messages(first).ShouldContain("Working hard");
        Messages(second).ShouldNotContain("Working hard");
        Messages(second).ShouldContain("The sum is 42");
        second.GetProperty("task_runs").EnumerateArray().Single(t => t.GetProperty("task").GetProperty("slug").GetString() == "Expensive-1").GetProperty("state").GetString().ShouldBe("Cached");

        static IEnumerable<string?> Messages(System.Text.Json.JsonElement run) => run.GetProperty("logs").EnumerateArray().Select(l => l.GetProperty("message").GetString());
    }

    [Fact]
    public async Task RunFlow_ThatStartsAnother_WaitsForItsEnd()
    {
        var run = await RunToEndAsync("Parent");

        run.GetProperty("state").GetString().ShouldBe("Success");
        run.GetProperty("logs").EnumerateArray().ShouldContain(l => l.GetProperty("message").GetString() == "The other run is Success");
        var children = await desk.Home.QueryAsync("query { flow_run(where: { name: { _like: \"%-Mapped\" } }) { state flow { name } } }");
        var child = children.GetProperty("flow_run").EnumerateArray().ShouldHaveSingleItem();
        child.GetProperty("state").GetString().ShouldBe("Success");
        child.GetProperty("flow").GetProperty("name").GetString().ShouldBe("Mapped");
    }

    [Fact]
    public async Task RunFlow_ThatStartsAFailingOne_FailsWithIt()
    {
        var result = await desk.Home.FlowsAsync("run", "flow", "--name", "ParentOfFailing", "--project", Project, "--watch");

        result.ExitCode.ShouldBe(1, result.All);
        result.Output.ShouldContain("ended as Failed: Some reference tasks failed.");
    }

    [Fact]
    public async Task Cancel_OfARunningRun_EndsItsProcessAsCancelled()
    {
        var runId = await StartAsync("Slow");
        await FlowsHome.WaitForAsync(async () => (await desk.Home.QueryAsync($"query {{ flow_run_by_pk(id: \"{runId}\") {{ logs {{ message }} }} }}"))
            .GetProperty("flow_run_by_pk").GetProperty("logs").EnumerateArray().Any(l => l.GetProperty("message").GetString() == "Sleeping"));

        (await desk.Home.FlowsAsync("cancel", "flow-run", runId)).ShouldSucceed();

        var run = await desk.Home.EndedAsync(runId);
        run.GetProperty("state").GetString().ShouldBe("Cancelled");
        run.GetProperty("states").EnumerateArray().Select(s => s.GetProperty("state").GetString()).ShouldContain("Cancelling");
        run.GetProperty("task_runs").EnumerateArray().ShouldAllBe(t => t.GetProperty("state").GetString() != "Running");
    }

    [Fact]
    public async Task RunFlow_WithARunConfigThatTheAgentCannotRun_FailsAndSaysWhichAgentCould()
    {
        (await desk.Home.FlowsAsync("create", "project", "Ecs")).ShouldSucceed();
        (await desk.Home.ProgramAsync(Programs.HelloFlow, "register", "--project", "Ecs", "--run-config", "ecs", "--storage", "local")).ShouldSucceed();

        var result = await desk.Home.FlowsAsync("run", "flow", "--name", "Hello", "--project", "Ecs", "--watch");

        result.ExitCode.ShouldBe(1, result.All);
        result.Output.ShouldContain("ECS");
    }

    private async Task<System.Text.Json.JsonElement> RunToEndAsync(string flow) => await desk.Home.EndedAsync(await StartAsync(flow));

    private async Task<string> StartAsync(string flow) =>
        (await desk.Home.FlowsAsync("run", "flow", "--name", flow, "--project", Project, "--quiet")).ShouldSucceed().Output.Trim();
}
