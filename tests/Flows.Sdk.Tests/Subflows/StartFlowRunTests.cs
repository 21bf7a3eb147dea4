using System.Text.Json;
using Flows.Client;
using Flows.Sdk.Tests.Client;
using Microsoft.Extensions.Time.Testing;

namespace Flows.Sdk.Tests.Subflows;

/// <summary>A task that starts a run of another flow, against a strict server.</summary>
public sealed class StartFlowRunTests : IDisposable
{
    private const string Child = """{"id": "flow-1", "name": "child", "version": 3, "created": "2026-01-02T03:04:05+00:00", "parameters": [], "project": {"name": "P"} }""";
    private readonly FakeApi api = new FakeApi().On("flow", $"[{Child}]").On("tenant", """[{"id": "t-1", "slug": "default"}]""");
    private readonly FakeTimeProvider clock = new();
    private readonly Queue<string> states = [];
    private readonly Dictionary<string, string> runs = [];

    public StartFlowRunTests() => api.On("create_flow_run", Create).On("flow_run", Read);

    private SubflowOptions Options => new() { Connect = () => new FlowsClient(new() { Api = new("http://server:4200"), HttpMessageHandler = api }) };

    private FlowRunOptions Run => new() { MaxConcurrency = 1, TimeProvider = clock };

    public void Dispose() => api.Dispose();

    [Fact]
    public async Task Run_ThatEndsWell_IsTheTasksResult()
    {
        Enqueue("Scheduled", "Running", "Success");
        var flow = Flow.Define("parent", f => f.StartFlowRun("child", "P", new() { ["n"] = f.Parameter("n", 5), ["who"] = "Ann" }, Options));

        var state = await clock.EndOf(flow.RunAsync(options: Run), TimeSpan.FromSeconds(1));

        state.Result(flow.Output).ShouldBe(new SubflowRun("run-1", "brave-otter", "Success"));
        var input = api.CallsOf("create_flow_run").ShouldHaveSingleItem().Input;
        input.GetProperty("flow_id").GetString().ShouldBe("flow-1");
        input.GetProperty("parameters").ShouldBeJson("""{"n": 5, "who": "Ann"}""");
        input.GetProperty("flow_run_name").GetString().ShouldBe($"{state.FlowRunName}-child");
        input.GetProperty("idempotency_key").GetString().ShouldBe(state[flow.Output].TaskRunId);
        state[flow.Output].Artifacts.ShouldHaveSingleItem().Text.ShouldBe("/default/flow-run/run-1");
        flow.Output.Node.Graph.NameOf(flow.Output.Node).ShouldBe("Flow child");
    }

    [Fact]
    public async Task Run_ThatIsNotWaitedFor_IsTheTasksResultAsItWasCreated()
    {
        Enqueue("Scheduled");
        var flow = Flow.Define("parent", f => f.StartFlowRun("child", options: Options with { Wait = false, RunName = "mine", Labels = [] }));

        var state = await flow.RunAsync(options: Run);

        state.Result(flow.Output).State.ShouldBe("Scheduled");
        var input = api.CallsOf("create_flow_run").ShouldHaveSingleItem().Input;
        input.GetProperty("flow_run_name").GetString().ShouldBe("mine");
        input.GetProperty("labels").GetArrayLength().ShouldBe(0);
    }

    [Fact]
    public async Task Run_WhoseLinkCannotBeTold_IsTheTasksResultAllTheSame()
    {
        Enqueue("Success");
        api.On("tenant", "[]");
        var flow = Flow.Define("parent", f => f.StartFlowRun("child", options: Options));

        var state = await flow.RunAsync(options: Run);

        state.IsSuccessful.ShouldBeTrue();
        state[flow.Output].Artifacts.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("Failed")]
    [InlineData("Cancelled")]
    public async Task Run_ThatEndsBadly_FailsTheTask(string end)
    {
        Enqueue("Running", end);
        var flow = Flow.Define("parent", f => f.StartFlowRun("child", options: Options));

        var state = await clock.EndOf(flow.RunAsync(options: Run), TimeSpan.FromSeconds(1));

        state[flow.Output].State.Type.ShouldBe("Failed");
        state[flow.Output].State.Message.ShouldBe($"Flow run 'brave-otter' ended as {end}: as it was told");
    }

    [Fact]
    public async Task Run_ThatMayFail_IsTheTasksResult()
    {
        Enqueue("Failed");
        var flow = Flow.Define("parent", f => f.StartFlowRun("child", options: Options with { FailWithRun = false }).Select(r => r.State));

        (await flow.RunAsync(options: Run)).Result(flow.Output).ShouldBe("Failed");
    }

    [Fact]
    public async Task Retry_AfterTheServerWasAway_GoesOnWithTheRunOfTheFirstAttempt()
    {
        Enqueue("Running", "away", "Running", "Success");
        var flow = Flow.Define("parent", f => f.StartFlowRun("child", options: Options).WithRetries(1));

        var state = await clock.EndOf(flow.RunAsync(options: Run), TimeSpan.FromSeconds(1));

        state.Result(flow.Output).FlowRunId.ShouldBe("run-1");
        api.CallsOf("create_flow_run").Select(c => c.Input.GetProperty("idempotency_key").GetString()).Distinct().ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Retry_AfterTheRunFailed_StartsANewOne()
    {
        Enqueue("Failed", "Failed", "Running", "Success");
        var flow = Flow.Define("parent", f => f.StartFlowRun("child", options: Options).WithRetries(1));

        var state = await clock.EndOf(flow.RunAsync(options: Run), TimeSpan.FromSeconds(1));

        state.Result(flow.Output).FlowRunId.ShouldBe("run-2");
        var own = state[flow.Output].TaskRunId;
        api.CallsOf("create_flow_run").Select(c => c.Input.GetProperty("idempotency_key").GetString()).ShouldBe([own, own, $"{own}:run-1"]);
    }

    [Theory]
    [InlineData("[]", "The server at http://server:4200/ knows no flow 'child': register it first.")]
    [InlineData("[CHILD, OTHER]", "Flow 'child' is in several projects ('P', 'Q'): say which one StartFlowRun is to run.")]
    public async Task Flow_ThatCannotBeTold_FailsTheTask(string flows, string expected)
    {
        api.On("flow", flows.Replace("CHILD", Child, StringComparison.Ordinal).Replace("OTHER", Child.Replace("\"P\"", "\"Q\"", StringComparison.Ordinal), StringComparison.Ordinal));
        var flow = Flow.Define("parent", f => f.StartFlowRun("child", options: Options));

        (await flow.RunAsync(options: Run))[flow.Output].Exception!.Message.ShouldBe(expected);
    }

    [Fact]
    public async Task Cancel_WhileTheTaskWaits_EndsTheTaskAndLeavesTheRun()
    {
        Enqueue("Running");
        using var stop = new CancellationTokenSource();
        var flow = Flow.Define("parent", f => f.StartFlowRun("child", options: Options));
        var running = flow.RunAsync(options: Run, cancellationToken: stop.Token);
        await Driving.Until(() => api.CallsOf("flow_run").Any());

        await stop.CancelAsync();

        (await running).State.Type.ShouldBe("Cancelled");
        api.Calls.ShouldAllBe(c => c.Operation != "cancel_flow_run");
    }

    [Fact]
    public void Definition_ThatCannotRun_IsRefused()
    {
        Refused(f => f.StartFlowRun(" ")).ShouldBe("A run of another flow in flow 'parent' names no flow: give the name under which it is registered.");
        Refused(f => f.StartFlowRun("child", options: new() { PollInterval = TimeSpan.Zero }))
            .ShouldBe("PollInterval of the run of flow 'child' in flow 'parent' is 00:00:00: it must be at least 00:00:01, to spare the server.");
        Refused(f => f.StartFlowRun("child", parameters: new() { ["n"] = f.Each([1]) }))
            .ShouldBe("A run of flow 'child' in flow 'parent' is given the elements of a list: give it the whole list, since one task starts one run.");
    }

    [Fact]
    public void Hash_OfAnotherTarget_IsAnother() => new[]
    {
        Hash(f => f.StartFlowRun("child")),
        Hash(f => f.StartFlowRun("other")),
        Hash(f => f.StartFlowRun("child", "P")),
        Hash(f => f.StartFlowRun("child", parameters: new() { ["n"] = 1 })),
        Hash(f => f.StartFlowRun("child", options: new() { Wait = false })),
    }.ShouldBeUnique();

    private static string Hash(Action<FlowBuilder> define) => Flow.Define("parent", define).Graph.Hash;

    private static string Refused(Action<FlowBuilder> define) => Should.Throw<FlowDefinitionException>(() => Flow.Define("parent", define)).Message;

    private void Enqueue(params string[] all)
    {
        foreach (var state in all) states.Enqueue(state);
    }

    private HttpResponseMessage Create(ApiCall call)
    {
        var key = call.Input.GetProperty("idempotency_key").GetString()!;
        if (!runs.TryGetValue(key, out var id)) runs[key] = id = $"run-{runs.Count + 1}";
        return FakeApi.Data("create_flow_run", $$"""{"id": "{{id}}"}""");
    }

    private HttpResponseMessage Read(ApiCall call)
    {
        var state = states.Count > 1 ? states.Dequeue() : states.Peek();
        if (state == "away") return FakeApi.Error("the database is away");
        var json = $$"""{"type": "{{state}}", "message": "as it was told"}""";
        return FakeApi.Data("flow_run", $$"""[{"id": {{JsonSerializer.Serialize(call.Variables.GetProperty("id").GetString())}}, "name": "brave-otter", "labels": [], "serialized_state": {{json}}, "states": []}]""");
    }
}
