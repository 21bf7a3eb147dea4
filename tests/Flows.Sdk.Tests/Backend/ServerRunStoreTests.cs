using System.Text.Json;
using Flows.Backend;
using Flows.Client;
using Flows.Engine;
using Flows.Sdk.Tests.Client;
using Flows.States;

namespace Flows.Sdk.Tests.Backend;

public sealed class ServerRunStoreTests : IDisposable
{
    private const string Accepted = """{"states": [{"id": "x", "status": "SUCCESS", "message": null}]}""";
    private readonly FakeApi api = new FakeApi().On("set_flow_run_states", Accepted).On("set_task_run_states", Accepted);
    private readonly FlowsClient client;
    private readonly ServerRunStore store;
    private int callsBeforeEnd = -1;

    public ServerRunStoreTests()
    {
        client = new FlowsClient(new() { Api = new Uri("http://flows.example:4200"), HttpMessageHandler = api });
        store = new ServerRunStore(client, new FlowRunInfo
        {
            Id = "r1",
            Name = "calm-fox",
            FlowId = "f1",
            Version = 3,
            State = new Submitted { Inner = new Scheduled() },
            Parameters = new Dictionary<string, JsonElement> { ["n"] = JsonElement.Parse("3") },
            Context = new Dictionary<string, JsonElement> { ["k"] = JsonElement.Parse("[1]") },
            TaskRuns = [new("tr1", "t1", "say-1", 5, new Pending())],
        }, BeforeEnd);
    }

    public void Dispose()
    {
        client.Dispose();
        api.Dispose();
    }

    [Fact]
    public async Task GetFlowRunAsync_Run_HasWhatTheServerSaid()
    {
        var facts = await store.GetFlowRunAsync(default);

        (facts.Id, facts.Name).ShouldBe(("r1", "calm-fox"));
        facts.Parameters["n"].ShouldBeOfType<JsonElement>().GetInt32().ShouldBe(3);
        facts.Context["k"].ShouldBe(new List<object?> { 1 });
        store.ShouldBeAssignableTo<IRunStore>()!.OutlivesProcess.ShouldBeTrue();
    }

    [Fact]
    public async Task SetFlowRunStateAsync_End_ComesAfterWhatMustComeBefore()
    {
        await store.SetFlowRunStateAsync(new Running(), default);
        callsBeforeEnd.ShouldBe(-1);

        await store.SetFlowRunStateAsync(new Success(), default);

        (callsBeforeEnd, api.Calls.Count).ShouldBe((1, 2));
    }

    [Fact]
    public async Task SetArtifactAsync_NewChangedAndTakenBack_IsAsTheOriginalSendsIt()
    {
        api.On("create_task_run_artifact", """{"id": "a1"}""").On("update_task_run_artifact", """{"success": true}""").On("delete_task_run_artifact", """{"success": true}""");
        var run = new TaskRunFacts("tr1", "say-1", null, new Running());

        var id = await store.SetArtifactAsync(run, null, ArtifactData.Link("https://x", null), default);
        (await store.SetArtifactAsync(run, id, ArtifactData.Markdown("# hi", "note"), default)).ShouldBe("a1");
        (await store.SetArtifactAsync(run, id, null, default)).ShouldBeNull();
        (await store.SetArtifactAsync(run, null, null, default)).ShouldBeNull();

        api.Calls.Count.ShouldBe(3);
        foreach (var call in api.Calls) call.ShouldBeOneOfTheOriginal();
        foreach (var call in api.Calls) call.InputShouldBeOneOfTheOriginal();
        api.Calls[0].Input.GetProperty("kind").GetString().ShouldBe("link");
        api.Calls[1].Input.GetProperty("data").GetProperty("markdown").GetString().ShouldBe("# hi");
        api.Calls[2].Input.GetProperty("task_run_artifact_id").GetString().ShouldBe("a1");
    }

    [Fact]
    public async Task SetArtifactAsync_TaskRunThatIsNotThereYet_IsOfferedAgain()
    {
        var offered = 0;
        api.On("create_task_run_artifact", _ => ++offered < 3 ? FakeApi.Error("Task run tr1 not found.") : FakeApi.Data("create_task_run_artifact", """{"id": "a1"}"""));
        using var patient = new FlowsClient(new() { Api = new Uri("http://flows.example:4200"), HttpMessageHandler = api, TimeProvider = new Flows.Testing.VirtualTime() });

        (await patient.CreateTaskRunArtifactAsync("tr1", "link", JsonElement.Parse("{}"))).ShouldBe("a1");

        offered.ShouldBe(3);
    }

    [Fact]
    public async Task SetArtifactAsync_Refused_SaysWhy()
    {
        api.On("update_task_run_artifact", _ => FakeApi.Error("The artifact is larger than 1000000 bytes."));

        (await Should.ThrowAsync<RunStoreException>(async () => await store.SetArtifactAsync(new("tr1", "say-1", null, new Running()), "a1", ArtifactData.Markdown("", "x"), default)))
            .Message.ShouldContain("larger than 1000000 bytes");
    }

    [Fact]
    public async Task SetFlowRunStateAsync_OnlyRunning_CarriesTheVersion()
    {
        await store.SetFlowRunStateAsync(new Running(), default);
        await store.SetFlowRunStateAsync(new Success(), default);
        await store.SetFlowRunStateAsync(new Cancelling(), default);

        Versions("set_flow_run_states").ShouldBe(["3", "null", "null"]);
    }

    [Fact]
    public async Task SetTaskRunStateAsync_FirstRunning_CarriesTheVersion()
    {
        var run = await store.GetTaskRunAsync("say-1", null, default);
        await store.SetTaskRunStateAsync(run, new Running(), default);
        await store.SetTaskRunStateAsync(run, new Retrying { StartTime = DateTimeOffset.UnixEpoch }, default);
        await store.SetTaskRunStateAsync(run, new Running(), default);
        await store.SetTaskRunStateAsync(run, new Success(), default);

        run.Id.ShouldBe("tr1");
        Versions("set_task_run_states").ShouldBe(["5", "null", "null", "null"]);
        api.Calls.ShouldAllBe(c => c.Operation == "set_task_run_states");
    }

    [Fact]
    public async Task GetTaskRunAsync_ChildOfAMappedTask_IsFoundOrMadeByTaskId()
    {
        api.On("get_or_create_task_run_info", """{"id": "tr9", "version": 0, "serialized_state": {"type": "Pending"}}""");

        var run = await store.GetTaskRunAsync("say-1", 2, default);
        await store.SetTaskRunStateAsync(run, new Running(), default);

        run.ShouldBe(new TaskRunFacts("tr9", "say-1", 2, run.State));
        api.Calls[0].Query.ShouldContain("task_id: \"t1\", map_index: 2");
        Versions("set_task_run_states").ShouldBe(["0"]);
    }

    [Fact]
    public async Task GetTaskRunAsync_TaskWithoutRun_IsLookedUpOnceAmongTheFlowsTasks()
    {
        api.On("task", """[{"id": "t2", "slug": "add-1"}, {"id": "t3", "slug": "add-2"}]""")
            .On("get_or_create_task_run_info", """{"id": "tr9", "version": 0, "serialized_state": null}""");

        await store.GetTaskRunAsync("add-1", null, default);
        await store.GetTaskRunAsync("add-2", null, default);

        api.CallsOf("task").Count().ShouldBe(1);
        api.CallsOf("get_or_create_task_run_info").Select(c => c.Query.Contains("\"t2\"", StringComparison.Ordinal)).ShouldBe([true, false]);
    }

    [Fact]
    public async Task GetTaskRunAsync_TaskThatIsNotRegistered_NamesItAndTheWayOut()
    {
        api.On("task", "[]");

        var error = await Should.ThrowAsync<RunStoreException>(async () => await store.GetTaskRunAsync("new-1", null, default));

        error.Message.ShouldBe("Task 'new-1' is not part of the registered flow; register the flow again, so that server and program agree.");
    }

    [Fact]
    public async Task SetFlowRunStateAsync_Refused_IsTheStoresFailure()
    {
        api.On("set_flow_run_states", _ => FakeApi.Error("State update failed: no."));

        var error = await Should.ThrowAsync<RunStoreException>(async () => await store.SetFlowRunStateAsync(new Running(), default));

        error.InnerException.ShouldBeOfType<FlowsClientException>().Error.ShouldBe(FlowsClientError.StateUpdateFailed);
    }

    private IEnumerable<string> Versions(string operation) => api.CallsOf(operation).Select(c => c.Input.GetProperty("states")[0].GetProperty("version").GetRawText());

    private Task BeforeEnd()
    {
        callsBeforeEnd = api.Calls.Count;
        return Task.CompletedTask;
    }
}
