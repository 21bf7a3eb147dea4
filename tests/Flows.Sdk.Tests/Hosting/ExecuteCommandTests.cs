using Flows.Engine;
using Flows.Hosting;

namespace Flows.Sdk.Tests.Hosting;

public sealed class ExecuteCommandTests : IDisposable
{
    private readonly HostedProgram program = new();

    public void Dispose() => program.Dispose();

    [Fact]
    public async Task Execute_FinishedRun_HasNothingToDo()
    {
        program.Variables["PREFECT__CONTEXT__FLOW_RUN_ID"] = "r1";
        program.World.Api.On("write_run_logs", """{"success": true}""").On("flow_run_by_pk", """
            {
              "id": "r1", "name": "run", "flow_id": "f-1", "version": 3, "parameters": {}, "context": {}, "scheduled_start_time": "2024-01-02T03:04:05+00:00",
              "serialized_state": {"type": "Success"}, "task_runs": [],
              "flow": {"id": "f-1", "name": "Hello", "settings": {}, "serialized_flow": {}, "project": {"id": "p-1", "name": "Known"}, "flow_group": {"settings": {}}}
            }
            """);
        (await program.RunAsync("execute flow-run", Hello())).ShouldBe(0);
        program.World.Api.CallsOf("set_flow_run_states").ShouldBeEmpty();
    }

    [Fact]
    public async Task Execute_NoRunNamed_SaysWhatAgentsSet()
    {
        (await program.RunAsync("execute flow-run", Hello())).ShouldBe(1);
        program.Error.ShouldContain("PREFECT__CONTEXT__FLOW_RUN_ID");
    }

    [Fact]
    public async Task Register_WhileAFlowRunIsExecuted_DoesNothingButWarn()
    {
        ExecutionScope.Enter();
        using var error = new StringWriter();
        var environment = new HostEnvironment { Error = error, HttpMessageHandler = program.World.Api, Sources = program.World.Sources };
        var registration = await Hello().RegisterAsync("Known", new(), environment, TestContext.Current.CancellationToken);
        registration.Id.ShouldBeEmpty();
        error.ToString().ShouldBe($"Flow 'Hello' is not registered: this program executes a flow run.{Environment.NewLine}");
        program.World.Api.Calls.ShouldBeEmpty();
    }

    private static Flow Hello() => Flow.Define("Hello", f => { f.Task("one", () => 1); });
}
