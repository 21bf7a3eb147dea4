using System.Text.Json;
using Flows.Cli.Tests.Support;

namespace Flows.Cli.Tests.Commands;

/// <summary>Runs of a real program's flows: here, and for a real server without an agent.</summary>
public sealed class ProgramRunTests : IAsyncLifetime
{
    private Desk desk = null!;

    public async ValueTask InitializeAsync() => desk = await Desk.StartAsync();

    public ValueTask DisposeAsync() => desk.DisposeAsync();

    [Fact]
    public async Task Run_Path_RunsTheFlowHere()
    {
        (await desk.RunAsync("run", "--path", BuiltPrograms.TestFlows, "--name", "Mapped")).ShouldBe(0, desk.Error);
        desk.Output.ShouldStartWith($"Running flow locally...{Environment.NewLine}└── ");
        desk.Output.ShouldContain("| The sum is 30");
        desk.Output.TrimEnd().ShouldEndWith("Flow run succeeded!");
    }

    [Fact]
    public async Task Run_PathOfAFailingFlow_EndsWithExitCode1()
    {
        (await desk.RunAsync("run", "--path", BuiltPrograms.TestFlows, "--name", "Failing", "--no-logs")).ShouldBe(1);
        desk.Output.TrimEnd().ShouldEndWith("Flow run failed!");
        desk.Output.ShouldNotContain(" - prefect.");
    }

    [Fact]
    public async Task Run_PathAsJson_PrintsTheProgramsDocumentOnly()
    {
        var run = await desk.JsonAsync("run", "--path", BuiltPrograms.TestFlows, "--name", "Mapped", "--json");
        run.GetProperty("flow").GetString().ShouldBe("Mapped");
        run.GetProperty("state").GetString().ShouldBe("Success");
    }

    [Fact]
    public async Task Run_PathWithAnUnknownParameter_EndsWithTheProgramsExitCode()
    {
        (await desk.RunAsync("run", "--path", BuiltPrograms.TestFlows, "--name", "Mapped", "--param", "nope=1")).ShouldBe(2);
        desk.Error.ShouldContain("nope");
    }

    [Fact]
    public async Task Run_Execute_RunsItHereWithoutAnAgentAndLeavesNone()
    {
        (await desk.RunAsync("register", "--project", "P", "--path", BuiltPrograms.TestFlows, "--name", "Mapped")).ShouldBe(0, desk.Error);

        var run = await desk.JsonAsync("run", "--name", "Mapped", "--execute", "--log-level", "WARNING", "--run-name", "mine", "--context", "day=Monday", "--json");
        run.EnumerateObject().Select(p => p.Name).ShouldBe(["id", "name", "flow_id", "flow_name", "flow_version", "labels", "parameters", "context", "url", "state", "message"]);
        run.GetProperty("state").GetString().ShouldBe("Success", desk.Error);
        run.GetProperty("labels").EnumerateArray().Select(l => l.GetString()).ShouldContain("desk");
        run.GetProperty("labels")[0].GetString().ShouldStartWith("agentless-run-");
        run.GetProperty("context").GetProperty("day").GetString().ShouldBe("Monday");
        (await desk.JsonAsync("get", "logs", "--name", "mine", "--json")).EnumerateArray().Select(l => l.GetProperty("message").GetString()).ShouldNotContain("The sum is 30");
        (await desk.JsonAsync("get", "agents", "--json")).GetArrayLength().ShouldBe(0);
    }

    [Fact]
    public async Task ExecuteFlowRun_FlowWithoutAStorage_FailsTheRunAndSaysWhy()
    {
        await desk.RegisterAsync("Said");
        var id = (await desk.JsonAsync("run", "--name", "Said", "--json")).GetProperty("id").GetString()!;

        (await desk.RunAsync("execute", "flow-run", "--id", id)).ShouldBe(1);
        desk.Error.Trim().ShouldBe("Failed to load and execute flow run: the flow was registered without a storage.");
        var run = await desk.JsonAsync("describe", "flow-runs", "--id", id);
        run.GetProperty("state").GetString().ShouldBe("Failed");
        run.GetProperty("state_message").GetString().ShouldBe("Failed to load and execute flow run: the flow was registered without a storage.");
    }

    [Fact]
    public async Task ExecuteFlowRun_ProgramIsHere_ExecutesIt()
    {
        (await desk.RunAsync("register", "--project", "P", "--path", BuiltPrograms.TestFlows, "--name", "Mapped")).ShouldBe(0, desk.Error);
        var id = (await desk.JsonAsync("run", "--name", "Mapped", "--json")).GetProperty("id").GetString()!;

        (await desk.RunAsync("execute", "flow-run", "--id", id)).ShouldBe(0, desk.Error);
        JsonElement run = await desk.JsonAsync("describe", "flow-runs", "--id", id);
        run.GetProperty("state").GetString().ShouldBe("Success");
    }

    [Theory]
    [InlineData("--path and --id exclude each other", "--path", "x", "--id", Tool.FlowId)]
    [InlineData("--watch goes with flows of the server", "--path", "x", "--watch")]
    [InlineData("--schedule goes with --path", "--name", "x", "--schedule")]
    [InlineData("--quiet excludes --watch and --execute", "--name", "x", "--quiet", "--execute")]
    [InlineData("Give one of --name and --id", "--param", "a=b")]
    public async Task Run_OptionsThatDoNotFit_AreRefused(string error, params string[] args)
    {
        (await desk.RunAsync(["run", .. args])).ShouldBe(2);
        desk.Error.ShouldStartWith(error);
    }
}
