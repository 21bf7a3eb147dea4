using Flows.Engine;

namespace Flows.Sdk.Tests.Engine;

public sealed class RunNameTests
{
    private readonly RecordingRunStore store = new();

    [Fact]
    public async Task RunName_WithInputs_NamesEachChild()
    {
        var flow = Flow.Define("F", f => f.Parameter<string[]>("tables", ["orders", "users"]).Map("Load", table => table).WithRunName("load-{item}"));

        var state = await flow.RunOnAsync(store);

        store.Names.OrderBy(n => n.Key).Select(n => (n.Key, n.Value)).ShouldBe([("Load-1[0]", "load-orders"), ("Load-1[1]", "load-users")]);
        state[flow.Output].Children.Select(c => (c.Name, c.RunName)).ShouldBe([("Load[0]", "load-orders"), ("Load[1]", "load-users")]);
        state[flow.Output].RunName.ShouldBe("Load");
    }

    [Fact]
    public async Task RunName_SameNameEverywhere_InputsGoBeforeContextBeforeParameters()
    {
        var flow = Flow.Define("F", f =>
        {
            f.Parameter("value", "parameter");
            f.Parameter("day", "parameter");
            var region = f.Parameter("region", "parameter");
            return f.Task("A", () => "input").Then("B", v => v).WithRunName("{value} {day} {region} {{{map_index}}}").After(region);
        });
        var options = new FlowRunOptions { MaxConcurrency = 1, Context = new Dictionary<string, object?> { ["value"] = "context", ["day"] = "context" } };

        await flow.RunOnAsync(store, options);

        store.Names["B-1"].ShouldBe("input context parameter {}");
    }

    [Fact]
    public async Task RunName_WithAFormat_IsTheSameInEveryCulture()
    {
        var flow = Flow.Define("F", f => f.Parameter("amount", 1234.5).Then("A", v => v).WithRunName("{value:N1} on {today}"));

        await flow.RunOnAsync(store, new() { MaxConcurrency = 1, Context = new Dictionary<string, object?> { ["date"] = "2026-02-03T10:00:00Z" } });

        store.Names["A-1"].ShouldBe("1,234.5 on 2026-02-03");
    }

    [Fact]
    public async Task RunName_InTheTask_IsItsRunsName()
    {
        var flow = Flow.Define("F", f => f.Parameter("n", 7).Then("A", (_, run) => run.TaskRunName).WithRunName("seven is {value}"));

        (await flow.RunOnAsync(store)).Result(flow.Output).ShouldBe("seven is 7");
    }

    [Fact]
    public async Task RunName_FieldThatNobodyKnows_WarnsAndTheTaskRuns()
    {
        using var logs = new CapturedLogs();
        var flow = Flow.Define("F", f => f.Task("A", () => 1).WithRunName("load-{table}"));

        (await flow.RunOnAsync(store, new() { LoggerFactory = logs })).IsSuccessful.ShouldBeTrue();

        logs.Lines.ShouldContain(
            "Task 'A': its run keeps its name, since 'load-{table}' could not be filled in or stored: there is no 'table' among the arguments that task 'A' was given, the run's context and the flow's parameters.");
    }

    [Fact]
    public async Task RunName_ServerDoesNotTakeIt_WarnsAndTheTaskRuns()
    {
        using var logs = new CapturedLogs();
        store.OnName = _ => throw new RunStoreException("the server is away");
        var flow = Flow.Define("F", f => f.Task("A", () => 1).WithRunName("a"));

        (await flow.RunOnAsync(store, new() { LoggerFactory = logs })).IsSuccessful.ShouldBeTrue();

        logs.Lines.ShouldContain("Task 'A': its run keeps its name, since 'a' could not be filled in or stored: the server is away");
    }

    [Theory]
    [InlineData(" ", "The run name of task 'A' in flow 'F' is empty: give it a text such as \"load-{table}\", or null for none.")]
    [InlineData("load-{table", "The run name of task 'A' in flow 'F' is 'load-{table': it has a '{' without a partner at position 6: write '{{' where the brace itself is meant.")]
    public void WithRunName_ThatCannotBeFilledIn_IsRefused(string template, string message) =>
        Should.Throw<FlowDefinitionException>(() => Flow.Define("F", f => f.Task("A", () => 1).WithRunName(template))).Message.ShouldBe(message);
}
