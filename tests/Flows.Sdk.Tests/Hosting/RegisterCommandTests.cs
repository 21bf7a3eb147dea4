namespace Flows.Sdk.Tests.Hosting;

public sealed class RegisterCommandTests : IDisposable
{
    private readonly HostedProgram program = new();

    public void Dispose() => program.Dispose();

    [Fact]
    public async Task Register_Redirected_PrintsPlainLinesAndTheFacts()
    {
        (await program.RunAsync("register --project Known", Flow())).ShouldBe(0);
        program.Output.ReplaceLineEndings("\n").ShouldBe("""
            Asking http://server:4200/ for project Known
            Registering flow Hello
            Flow Hello is registered as version 1.
              URL:     http://board:8080/default/flow/f-1
              ID:      f-1
              Version: 1
              Project: Known
              Labels:  a, b
              Stored:  /store

            """.ReplaceLineEndings("\n"));
    }

    [Fact]
    public async Task Register_Unchanged_SaysSo()
    {
        program.World.Newest = "f-1";
        (await program.RunAsync("register --project Known", Flow())).ShouldBe(0);
        program.Output.ShouldContain("Flow Hello is unchanged: version 1 stays.");
    }

    [Fact]
    public async Task Register_UnknownProject_IsOneSentenceOnStderr()
    {
        (await program.RunAsync("register --project Other", Flow())).ShouldBe(1);
        program.Error.ShouldBe($"The server at http://server:4200/ has no project 'Other': create it with 'flows create project \"Other\"'.{Environment.NewLine}");
    }

    [Fact]
    public async Task Register_SeveralFlows_RegistersAllOrTheChosenOne()
    {
        await program.RunAsync("register --project Known", Flow(), Flow("Second"));
        program.World.Storage.Requests.Select(r => r.FlowName).ShouldBe(["Hello", "Second"]);
        await program.RunAsync("register --project Known --flow Second", Flow(), Flow("Second"));
        program.World.Storage.Requests.Select(r => r.FlowName).ShouldBe(["Hello", "Second", "Second"]);
    }

    [Fact]
    public async Task Register_RunConfigOfAnotherKind_KeepsLabelsAndEnvironment()
    {
        await program.RunAsync("register --project Known --run-config docker --label more", Flow());
        program.World.PostedFlow.GetProperty("run_config").ShouldBeJson("""
            {"type": "DockerRun", "env": {"A": "1"}, "labels": ["ecs", "more"], "image": null, "ports": null, "host_config": null, "__version__": "1.4.1"}
            """);
    }

    [Fact]
    public async Task Register_RunConfigOfTheSameKind_IsTheFlowsOwn()
    {
        await program.RunAsync("register --project Known --run-config ecs", Flow());
        program.World.PostedFlow.GetProperty("run_config").GetProperty("cpu").GetString().ShouldBe("512");
    }

    [Fact]
    public async Task Register_LocalStorage_TakesThePlaceOfTheFlowsOwn()
    {
        program.Variables["FLOWS__LOCAL__DIRECTORY"] = Path.Combine(program.World.Program.Path, ".store");
        (await program.RunAsync("register --project Known --storage local", Flow())).ShouldBe(0);
        program.World.Storage.Requests.ShouldBeEmpty();
        var storage = program.World.PostedFlow.GetProperty("storage");
        storage.GetProperty("type").GetString().ShouldBe("Local");
        File.Exists(storage.GetProperty("flows").GetProperty("Hello").GetString()).ShouldBeTrue();
    }

    [Fact]
    public async Task Register_DockerStorageThatTheProgramHasNot_NamesThePackage()
    {
        (await program.RunAsync("register --project Known --storage docker", Flow())).ShouldBe(2);
        program.Error.ShouldContain("Flows.Sdk.Docker");
        program.Error.ShouldContain(".WithStorage(");
        program.World.Api.Calls.ShouldBeEmpty();
    }

    [Fact]
    public async Task Register_Json_IsALineForEachFlowAndTheProgressIsElsewhere()
    {
        (await program.RunAsync("register --project Known --json", Flow())).ShouldBe(0);
        program.Output.Trim().ShouldBe(
            """{"flow":"Hello","status":"registered","id":"f-1","version":1,"project":"Known","url":"http://board:8080/default/flow/f-1","stored_at":"/store","labels":["a","b"]}""");
        program.Error.ShouldContain("Registering flow Hello");
    }

    [Fact]
    public async Task Register_JsonOfAFailure_IsALineToo()
    {
        program.World.Storage.Failure = new Flows.Storage.FlowStorageException("The registry refused the password.");
        (await program.RunAsync("register --project Known --json", Flow())).ShouldBe(1);
        program.Output.Trim().ShouldBe("""{"flow":"Hello","status":"errored","message":"The registry refused the password."}""");
    }

    [Theory]
    [InlineData("", true)]
    [InlineData("--no-schedule", false)]
    public async Task Register_Schedule_IsActiveUnlessToldOtherwise(string option, bool active)
    {
        await program.RunAsync($"register --project Known {option}", Flow());
        program.World.Posted.GetProperty("set_schedule_active").GetBoolean().ShouldBe(active);
    }

    private Flow Flow(string name = "Hello") => Flows.Flow.Define(name, f => { f.Task("one", () => 1); })
        .WithStorage(program.World.Storage)
        .WithRunConfig(new EcsRun { Cpu = "512", Labels = ["ecs"], Environment = new Dictionary<string, string> { ["A"] = "1" } });
}
