using Flows.Sdk.Tests.Engine;
using static Flows.Sdk.Tests.Authoring.SampleTasks;

namespace Flows.Sdk.Tests.ControlFlow;

public sealed class SwitchTests
{
    private readonly RecordingRunStore store = new();

    [Theory]
    [InlineData("it", "Ciao Ann")]
    [InlineData("fr", "Salut Ann")]
    [InlineData("de", "Hello Ann")]
    public async Task Switch_WithDefault_RunsTheBranchOfTheValueOrTheDefault(string language, string expected)
    {
        var flow = Greeting(withDefault: true);

        var state = await flow.RunOnAsync(store, parameters: new() { ["language"] = language });

        state.Result(flow.Output).ShouldBe(expected);
        state.Tasks.Count(t => t.Name == "Greet" && t.State.IsSkipped).ShouldBe(2);
    }

    [Fact]
    public async Task Switch_WithoutABranchForTheValue_SkipsTheMergeToo()
    {
        var flow = Greeting(withDefault: false);

        var state = await flow.RunOnAsync(store, parameters: new() { ["language"] = "de" });

        store.History("Merge-1").ShouldBe(["Skipped"]);
        state.IsSuccessful.ShouldBeTrue();
    }

    [Fact]
    public void Switch_OnTheWire_HasOneCompareValueForEachCase()
    {
        var nodes = Greeting(withDefault: true).Graph.Nodes.Select(n => n.Slug);

        nodes.ShouldContain("CompareValue: \"it\"-switch-1");
        nodes.ShouldContain("CompareValue: \"fr\"-switch-1");
        nodes.ShouldContain("CompareValue: default-switch-1");
    }

    [Fact]
    public async Task Switch_WithoutResults_RunsTheBranchOfTheValue()
    {
        var flow = Flow.Define("F", f => f.Switch(f.Parameter("day", DayOfWeek.Friday))
            .Case(DayOfWeek.Friday, () => { Greet(f, "friday"); })
            .Case(DayOfWeek.Monday, () => { Greet(f, "monday"); })
            .Default(() => { Greet(f, "other"); }));

        await flow.RunOnAsync(store);

        store.History("Greet-1").ShouldBe(["Running", "Success"]);
        store.History("Greet-2").ShouldBe(["Skipped"]);
        store.History("Greet-3").ShouldBe(["Skipped"]);
        store.History("CompareValue: \"Friday\"-switch-1").ShouldBe(["Running", "Success"]);
    }

    [Fact]
    public async Task Switch_OverANull_HasACaseForIt()
    {
        var flow = Flow.Define("F", f => f.Switch(f.Parameter<string?>("text", null))
            .Case(null, () => f.Task("none", () => 0)).Case("a", () => f.Task("a", () => 1)).Merge());

        (await flow.RunOnAsync(store)).Result(flow.Output).ShouldBe(0);
    }

    [Theory]
    [InlineData(0, "The switch over parameter 'n' of flow 'F' has two cases 1: put both in one.")]
    [InlineData(1, "The switch over parameter 'n' of flow 'F' has a case 2 after its default: write the default last.")]
    [InlineData(2, "The switch over parameter 'n' of flow 'F' has two defaults: put both in one.")]
    public void Switch_WrittenWrongly_IsRefused(int how, string expected) => Should.Throw<FlowDefinitionException>(() => Flow.Define("F", f =>
    {
        var cases = f.Switch(f.Parameter<int>("n")).Case(1, () => f.Task("x", () => 1));
        if (how > 0) cases.Default(() => f.Task("y", () => 1));
        _ = how switch { 0 => cases.Case(1, () => f.Task("z", () => 1)), 1 => cases.Case(2, () => f.Task("z", () => 1)), _ => cases.Default(() => f.Task("z", () => 1)) };
    })).Message.ShouldBe(expected);

    private static Flow<TaskResult<string>> Greeting(bool withDefault) => Flow.Define("F", f =>
    {
        var name = f.Parameter("name", "Ann");
        var cases = f.Switch(f.Parameter<string>("language"))
            .Case("it", () => Greet(name, "Ciao"))
            .Case("fr", () => Greet(name, "Salut"));
        return (withDefault ? cases.Default(() => Greet(name)) : cases).Merge();
    });
}
