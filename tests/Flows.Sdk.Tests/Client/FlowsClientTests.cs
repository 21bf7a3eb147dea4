using System.Text.Json;
using Flows.Client;
using Flows.States;
using Flows.Wire;
using Microsoft.Extensions.Time.Testing;

namespace Flows.Sdk.Tests.Client;

public sealed class FlowsClientTests : IDisposable
{
    private static readonly DateTimeOffset Now = new(2024, 5, 1, 10, 0, 0, TimeSpan.Zero);
    private readonly FakeApi api = new FakeApi().On("tenant", """[{"id": "t1", "slug": "default"}, {"id": "t2", "slug": "other"}]""");
    private readonly FlowsClient client;

    public FlowsClientTests() => client = new FlowsClient(new() { Api = new Uri("http://flows.example:4200"), HttpMessageHandler = api, TimeProvider = new FakeTimeProvider(Now) });

    public void Dispose()
    {
        client.Dispose();
        api.Dispose();
    }

    [Fact]
    public async Task FindProjectAsync_AnyName_IsQuotedIntoTheOriginalsQuery()
    {
        api.On("project", """[{"id": "p1"}]""");

        (await client.FindProjectAsync("My \"odd\"\nproject ü")).ShouldBe("p1");

        api.Calls.Single().ShouldBeOneOfTheOriginal();
        api.Calls.Single().Query.ShouldContain("\"My \\u0022odd\\u0022\\nproject \\u00FC\"");
    }

    [Fact]
    public async Task FindProjectAsync_NoneOfThatName_IsNull()
    {
        api.On("project", "[]");

        (await client.FindProjectAsync("none")).ShouldBeNull();
    }

    [Fact]
    public async Task CreateProjectAsync_New_IsCreatedForTheFirstTenant()
    {
        api.On("create_project", """{"id": "p1"}""");

        (await client.CreateProjectAsync("P", "about")).ShouldBe("p1");

        var call = api.CallsOf("create_project").Single();
        call.ShouldBeOneOfTheOriginal();
        call.InputShouldBeOneOfTheOriginal();
        call.Input.ShouldBeJson("""{"name": "P", "description": "about", "tenant_id": "t1"}""");
        api.CallsOf("tenant").Single().ShouldBeOneOfTheOriginal();
    }

    [Fact]
    public async Task CreateProjectAsync_NameInUse_IsTheExistingOne()
    {
        api.On("create_project", _ => FakeApi.Error("Uniqueness violation.")).On("project", """[{"id": "old"}]""");

        (await client.CreateProjectAsync("P")).ShouldBe("old");
    }

    [Fact]
    public async Task GetTenantSlugAsync_SeveralTenants_IsTheOwnOne()
    {
        (await client.GetTenantSlugAsync()).ShouldBe("default");

        api.Calls.ShouldAllBe(c => c.Operation == "tenant");
        api.Calls[1].ShouldBeOneOfTheOriginal();
    }

    [Fact]
    public async Task RegisterFlowAsync_Flow_TravelsWholeAndCompressed()
    {
        api.On("create_flow_from_compressed_string", """{"id": "f1"}""");
        var flow = FlowDocument.FromJson(Fixtures.Read("01_hello_docker_ecs.json"));

        (await client.RegisterFlowAsync("p1", flow, "key")).ShouldBe("f1");

        var call = api.Calls.Single();
        call.ShouldBeOneOfTheOriginal();
        call.InputShouldBeOneOfTheOriginal();
        call.Input.GetProperty("set_schedule_active").GetBoolean().ShouldBeTrue();
        CompressedJson.Unpack(call.Input.GetProperty("serialized_flow").GetString()!).ShouldBeJson(Fixtures.Read("01_hello_docker_ecs.json"));
    }

    [Fact]
    public async Task GetFlowAsync_Flow_HasTheGroupsLabelsBeforeItsOwn()
    {
        const string Flow = """{"id": "f1", "name": "F", "version": 3, "flow_group_id": "g", "run_config": {"labels": ["own"]}, "project": {"id": "p1", "name": "P"}, "flow_group": {"labels": LABELS}}""";
        api.On("flow_by_pk", Flow.Replace("LABELS", "null", StringComparison.Ordinal));
        var info = await client.GetFlowAsync("f1");
        (info.Name, info.Version, info.FlowGroupId, info.ProjectName).ShouldBe(("F", 3, "g", "P"));
        info.Labels.ShouldBe(["own"]);

        api.On("flow_by_pk", Flow.Replace("LABELS", "[]", StringComparison.Ordinal));
        (await client.GetFlowAsync("f1")).Labels.ShouldBeEmpty();
    }

    [Fact]
    public async Task GetFlowAsync_NoSuchFlow_IsNotFound()
    {
        api.On("flow_by_pk", "null");

        var error = await Should.ThrowAsync<FlowsClientException>(client.GetFlowAsync("f9"));

        error.Error.ShouldBe(FlowsClientError.NotFound);
        error.Message.ShouldContain("'f9'");
    }

    [Fact]
    public async Task CreateFlowRunAsync_OnlyFlow_SendsFlowAndKey()
    {
        api.On("create_flow_run", """{"id": "r1"}""");

        (await client.CreateFlowRunAsync(new() { FlowId = "f1" })).ShouldBe("r1");

        var call = api.Calls.Single();
        call.ShouldBeOneOfTheOriginal();
        call.InputShouldBeOneOfTheOriginal();
        call.Input.GetProperty("idempotency_key").GetString()!.Length.ShouldBe(32);
    }

    [Fact]
    public async Task CreateFlowRunAsync_AllThatCanBeGiven_IsSent()
    {
        api.On("create_flow_run", """{"id": "r1"}""");

        await client.CreateFlowRunAsync(new()
        {
            FlowId = "f1",
            Parameters = new Dictionary<string, JsonElement> { ["n"] = JsonElement.Parse("3") },
            RunConfig = new UniversalRunDocument { Labels = ["x"] },
            Labels = [],
            Context = new Dictionary<string, JsonElement> { ["k"] = JsonElement.Parse("\"v\"") },
            ScheduledStartTime = Now,
            FlowRunName = "first",
            IdempotencyKey = "key",
        });

        var call = api.Calls.Single();
        call.InputShouldBeOneOfTheOriginal();
        call.Input.ShouldBeJson("""
            {"flow_id": "f1", "parameters": {"n": 3}, "run_config": {"type": "UniversalRun", "env": null, "labels": ["x"], "__version__": "1.4.1"}, "labels": [],
             "context": {"k": "v"}, "scheduled_start_time": "2024-05-01T10:00:00+00:00", "flow_run_name": "first", "idempotency_key": "key"}
            """);
    }

    [Fact]
    public async Task CancelFlowRunAsync_Run_IsTheStateAfterwards()
    {
        api.On("cancel_flow_run", """{"state": "Cancelling"}""");

        (await client.CancelFlowRunAsync("r1")).ShouldBe("Cancelling");

        api.Calls.Single().ShouldBeOneOfTheOriginal();
        api.Calls.Single().InputShouldBeOneOfTheOriginal();
    }

    [Fact]
    public async Task GetFlowRunInfoAsync_Run_IsRead()
    {
        api.On("flow_run_by_pk", """
            {"id": "r1", "name": "calm-fox", "flow_id": "f1", "parameters": {"n": 3}, "context": null, "version": 2, "scheduled_start_time": "2024-05-01T10:00:00.5+00:00",
             "serialized_state": {"type": "Submitted", "state": {"type": "Scheduled", "start_time": "2024-05-01T10:00:00+00:00"}},
             "task_runs": [{"id": "tr1", "version": 1, "serialized_state": {"type": "Pending", "message": "Task run created"}, "task": {"id": "t1", "slug": "say-1"}},
                           {"id": "tr2", "version": 1, "serialized_state": null, "task": {"id": "t2", "slug": "n"}}],
             "flow": {"project": {"id": "p1", "name": "P"}}}
            """);

        var run = await client.GetFlowRunInfoAsync("r1");

        api.Calls.Single().ShouldBeOneOfTheOriginal();
        (run.Id, run.Name, run.FlowId, run.ProjectName, run.Version).ShouldBe(("r1", "calm-fox", "f1", "P", 2));
        run.State.ShouldBeOfType<Submitted>().Inner.ShouldBeOfType<Scheduled>();
        run.Parameters["n"].GetInt32().ShouldBe(3);
        run.Context.ShouldBeEmpty();
        run.ScheduledStartTime.ShouldBe(Now.AddSeconds(0.5));
        run.TaskRuns.Select(t => (t.Id, t.TaskId, t.Slug, t.Version)).ShouldBe([("tr1", "t1", "say-1", 1), ("tr2", "t2", "n", 1)]);
        run.TaskRuns[1].State.ShouldBeOfType<Pending>();
    }

    [Fact]
    public async Task GetFlowRunInfoAsync_NoSuchRun_IsNotFound()
    {
        api.On("flow_run_by_pk", "null");

        (await Should.ThrowAsync<FlowsClientException>(client.GetFlowRunInfoAsync("r9"))).Error.ShouldBe(FlowsClientError.NotFound);
    }

    [Fact]
    public async Task GetFlowRunStateAsync_UnreadableState_SaysSo()
    {
        api.On("flow_run_by_pk", """{"serialized_state": {"type": "Nonsense"}}""");

        (await Should.ThrowAsync<FlowsClientException>(client.GetFlowRunStateAsync("r1"))).Message.ShouldContain("Nonsense");
        api.Calls.Single().ShouldBeOneOfTheOriginal();
    }

    [Fact]
    public async Task SetStates_Accepted_AreTheStatesSent()
    {
        api.On("set_flow_run_states", """{"states": [{"id": "r1", "status": "SUCCESS", "message": null}]}""")
            .On("set_task_run_states", """{"states": [{"id": "tr1", "status": "SUCCESS", "message": null}]}""");
        var running = new Running { Message = "Running flow." };

        (await client.SetFlowRunStateAsync("r1", running, 2)).ShouldBeSameAs(running);
        (await client.SetTaskRunStateAsync("tr1", running)).ShouldBeSameAs(running);

        api.Calls[0].Input.ShouldBeJson("""
            {"states": [{"flow_run_id": "r1", "version": 2, "state": {"type": "Running", "message": "Running flow.", "context": {}, "cached_inputs": {},
             "_result": {"type": "NoResultType", "__version__": "1.4.1"}, "__version__": "1.4.1"}}]}
            """);
        api.Calls[1].Input.GetProperty("states")[0].GetProperty("version").ValueKind.ShouldBe(JsonValueKind.Null);
        foreach (var call in api.Calls)
        {
            call.ShouldBeOneOfTheOriginal();
            call.InputShouldBeOneOfTheOriginal();
        }
    }

    [Fact]
    public async Task SetTaskRunStateAsync_Queued_SaysWhenToAskAgain()
    {
        api.On("set_task_run_states", """{"states": [{"id": "tr1", "status": "QUEUED", "message": "limit"}]}""");
        var running = new Running();

        var state = (await client.SetTaskRunStateAsync("tr1", running)).ShouldBeOfType<Queued>();

        (state.Message, state.StartTime).ShouldBe(("limit", Now.AddSeconds(30)));
        state.Inner.ShouldBeSameAs(running);
    }

    [Theory]
    [InlineData(null, "-1")]
    [InlineData(4, "4")]
    public async Task GetOrCreateTaskRunAsync_ChildOrNot_HasItsMapIndex(int? mapIndex, string sent)
    {
        api.On("get_or_create_task_run_info", """{"id": "tr1", "version": 0, "serialized_state": null}""");

        var run = await client.GetOrCreateTaskRunAsync("r1", "t1", mapIndex);

        (run.Id, run.Version).ShouldBe(("tr1", 0));
        run.State.ShouldBeOfType<Pending>();
        api.Calls.Single().Query.ShouldContain($"map_index: {sent} ");
        if (mapIndex is null) api.Calls.Single().ShouldBeOneOfTheOriginal();
    }

    [Theory]
    [InlineData(null)]
    [InlineData("shared")]
    public async Task ListCachedStatesAsync_TaskOrKey_AsksAsTheOriginal(string? key)
    {
        api.On("task_run", """[{"serialized_state": {"type": "Cached", "_result": {"type": "PrefectResult", "location": "1"}}}, {"serialized_state": {"type": "Success"}}]""");

        var states = await client.ListCachedStatesAsync("t1", key, Now);

        states.ShouldHaveSingleItem().Result.Location.ShouldBe("1");
        var call = api.Calls.Single();
        call.ShouldBeOneOfTheOriginal();
        call.Query.ShouldContain(key is null ? "task_id: { _eq: \"t1\" }" : "cache_key: { _eq: \"shared\" }");
    }

    [Fact]
    public async Task UpdateFlowRunHeartbeatAsync_Run_IsAlsoInTheHeader()
    {
        api.On("update_flow_run_heartbeat", """{"success": true}""");

        await client.UpdateFlowRunHeartbeatAsync("r1");

        api.Calls.Single().ShouldBeOneOfTheOriginal();
        api.Calls.Single().Headers["X-PREFECT-HEARTBEAT-ID"].ShouldBe("r1");
    }

    [Fact]
    public async Task WriteRunLogsAsync_Refused_IsAFailure()
    {
        api.On("write_run_logs", """{"success": false}""");
        var log = new LogDocument { FlowRunId = "r1", Timestamp = WireTime.Format(Now), Name = "prefect.say", Level = "INFO", Message = "ü" };

        await Should.ThrowAsync<FlowsClientException>(client.WriteRunLogsAsync([log]));

        api.Calls.Single().ShouldBeOneOfTheOriginal();
        api.Calls.Single().Input.GetProperty("logs")[0].ShouldBeJson(
            """{"flow_run_id": "r1", "task_run_id": null, "timestamp": "2024-05-01T10:00:00+00:00", "name": "prefect.say", "level": "INFO", "message": "ü"}""");
    }
}
