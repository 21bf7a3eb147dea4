using Flows.Sdk.Tests.Client;
using Flows.Storage;

namespace Flows.Sdk.Tests.Registration;

public sealed class RegistrarTests : IDisposable
{
    private readonly RegistrationWorld world = new();

    public void Dispose() => world.Dispose();

    [Fact]
    public async Task Register_NewFlow_PostsTheWholeDocumentAndReadsItBack()
    {
        var registration = await world.RegisterAsync();
        registration.ShouldBe(new FlowRegistration
        {
            Id = "f-1",
            Name = "Hello",
            Project = "Known",
            Version = 1,
            FlowGroupId = "g-1",
            Url = "http://board:8080/default/flow/f-1",
            StoredAt = "/store",
            Labels = registration.Labels,
            Unchanged = false,
        });
        registration.Labels.ShouldBe(["a", "b"]);
        world.Posted.GetProperty("project_id").GetString().ShouldBe("p-1");
        world.Posted.GetProperty("idempotency_key").GetString()!.Length.ShouldBe(64);
        world.PostedFlow.GetProperty("storage").GetProperty("directory").GetString().ShouldBe("/store");
        world.PostedFlow.GetProperty("run_config").GetProperty("labels").ShouldBeJson("""["a", "b"]""");
        world.PostedFlow.GetProperty("tasks").GetArrayLength().ShouldBe(2);
    }

    [Fact]
    public async Task Register_OurOwnFacts_StandUnderOneKey()
    {
        await world.RegisterAsync();
        var facts = world.PostedFlow.GetProperty("flows");
        facts.GetProperty("graph_hash").GetString().ShouldBe(RegistrationWorld.Hello().Graph.Hash);
        facts.GetProperty("assembly").GetString().ShouldBe("App.dll");
        facts.GetProperty("image_tags").ShouldBeJson("""["latest"]""");
        facts.GetProperty("sdk_version").GetString().ShouldNotBeNullOrEmpty();
        facts.GetProperty("parameter_schemas").ShouldBeJson("""{"name": {"type": "string", "default": "Bob"}}""");
    }

    [Fact]
    public async Task Register_ResultThatJsonCannotHold_WarnsThatTheTaskMayRunTwice()
    {
        await world.RegisterAsync(flow: Flow.Define("Hello", f => (f.Task("open", () => typeof(int)), f.Task("open quietly", () => typeof(int)).WithCheckpoint(false))));

        world.Progress.Lines.Where(l => l.StartsWith("warning", StringComparison.Ordinal)).ShouldBe(["warning: Task 'open' yields Type, which cannot be written as JSON: should a run go on in another process, the task runs again there."]);
    }

    [Fact]
    public async Task Register_TargetWithoutAStore_IsRefused()
    {
        var flow = Flow.Define("Hello", f => f.Task("load", () => 1).WithTarget("n.json"));

        (await Should.ThrowAsync<FlowRegistrationException>(() => world.RegisterAsync(flow: flow))).Message.ShouldBe(
            "Task 'load' of flow 'Hello' has the target 'n.json' and no store to keep it in: give the flow one, as in flow.WithResultStore(new LocalResultStore(\"/data\")).");
        await world.RegisterAsync(flow: flow.WithResultStore(new MemoryResultStore()));
    }

    [Fact]
    public async Task Register_SameIdBack_SaysThatNothingChanged()
    {
        world.Newest = "f-1";
        (await world.RegisterAsync()).Unchanged.ShouldBeTrue();
    }

    [Fact]
    public async Task Register_NewerVersion_IsNoUnchangedOne()
    {
        world.Newest = "f-0";
        (await world.RegisterAsync()).Unchanged.ShouldBeFalse();
    }

    [Fact]
    public async Task Register_Twice_HasTheSameKeyUntilDocumentOrContentChanges()
    {
        await world.RegisterAsync();
        await world.RegisterAsync();
        world.Storage.Digest = "d2";
        await world.RegisterAsync();
        await world.RegisterAsync(flow: Flow.Define("Hello", f => f.Parameter("name", "Ada").Then("greet", n => $"Hello {n}")));
        var keys = world.Api.CallsOf("create_flow_from_compressed_string").Select(c => c.Input.GetProperty("idempotency_key").GetString()).ToList();
        keys[1].ShouldBe(keys[0]);
        keys.Distinct().Count().ShouldBe(3);
    }

    [Fact]
    public async Task Register_Forced_SendsNoKey()
    {
        await world.RegisterAsync(force: true);
        world.Posted.TryGetProperty("idempotency_key", out _).ShouldBeFalse();
    }

    [Fact]
    public async Task Register_UnknownProject_SaysHowToCreateItAndStoresNothing()
    {
        var error = await Should.ThrowAsync<FlowRegistrationException>(() => world.RegisterAsync("Other"));
        error.Message.ShouldBe("The server at http://server:4200/ has no project 'Other': create it with 'flows create project \"Other\"'.");
        ShouldBeNothingDone();
    }

    [Fact]
    public async Task Register_ServerThatRefuses_StoresNothing()
    {
        world.Api.On("project", _ => FakeApi.Error("no such thing here"));
        var error = await Should.ThrowAsync<FlowRegistrationException>(() => world.RegisterAsync());
        error.Message.ShouldContain("no such thing here");
        ShouldBeNothingDone();
    }

    [Fact]
    public async Task Register_DefaultThatIsNoJson_AsksNoServer()
    {
        var flow = Flow.Define("Hello", f => { f.Parameter<Delegate>("kind", () => 1); });
        await Should.ThrowAsync<FlowRegistrationException>(() => world.RegisterAsync(flow: flow));
        world.Api.Calls.ShouldBeEmpty();
    }

    [Fact]
    public async Task Register_StorageFails_PostsNothing()
    {
        world.Storage.Failure = new FlowStorageException("The registry refused the password.");
        var error = await Should.ThrowAsync<FlowRegistrationException>(() => world.RegisterAsync());
        error.Message.ShouldBe("The registry refused the password.");
        world.Api.CallsOf("create_flow_from_compressed_string").ShouldBeEmpty();
    }

    [Fact]
    public async Task Register_PostedButNotReadBack_SaysThatItIsRegistered()
    {
        world.Api.On("flow_by_pk", "null");
        var error = await Should.ThrowAsync<FlowRegistrationException>(() => world.RegisterAsync());
        error.Message.ShouldStartWith("Flow 'Hello' is registered with the id f-1, but it could not be read back:");
    }

    [Fact]
    public async Task Register_Storage_GetsTheProgramAndTheSettings()
    {
        await world.RegisterAsync();
        var request = world.Storage.Requests.Single();
        (request.FlowName, request.ProgramFolder, request.AssemblyFile).ShouldBe(("Hello", world.Program.Path, "App.dll"));
        request.Setting("docker.base_image").ShouldBe("base:1");
    }

    [Theory]
    [InlineData(true, 1)]
    [InlineData(false, 0)]
    public async Task Register_DebugBuild_IsWarnedOf(bool debug, int warnings)
    {
        await world.RegisterAsync(debug: debug);
        world.Progress.Lines.Count(l => l.StartsWith("warning: App.dll is a Debug build", StringComparison.Ordinal)).ShouldBe(warnings);
    }

    private void ShouldBeNothingDone()
    {
        world.Storage.Requests.ShouldBeEmpty();
        world.Api.CallsOf("create_flow_from_compressed_string").ShouldBeEmpty();
    }
}
