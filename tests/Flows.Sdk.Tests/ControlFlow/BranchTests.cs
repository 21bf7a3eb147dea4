using Flows.Sdk.Tests.Authoring;
using Flows.Sdk.Tests.Engine;
using static Flows.Sdk.Tests.Authoring.SampleTasks;

namespace Flows.Sdk.Tests.ControlFlow;

/// <summary>Branches: which tasks are gated by what, and what runs.</summary>
public sealed class BranchTests
{
    private readonly RecordingRunStore store = new();

    [Theory]
    [InlineData(true, "Ciao Ann")]
    [InlineData(false, "Hi Ann")]
    public async Task If_WithBothBranches_YieldsWhatTheOneThatRanYields(bool formal, string expected)
    {
        var flow = Flow.Define("F", f =>
        {
            var name = f.Parameter("name", "Ann");
            return f.If(f.Parameter<bool>("formal"), then: () => Greet(name, "Ciao"), otherwise: () => Greet(name, "Hi"));
        });

        var state = await flow.RunOnAsync(store, parameters: new() { ["formal"] = formal });

        state.Result(flow.Output).ShouldBe(expected);
        store.History(formal ? "Greet-2" : "Greet-1").ShouldBe(["Skipped"]);
        state.IsSuccessful.ShouldBeTrue();
    }

    [Fact]
    public void If_OnTheWire_IsASwitchOverTrueAndFalse()
    {
        var flow = Flow.Define("F", f =>
        {
            var on = f.Parameter<bool>("on");
            f.If(on, then: () => Greet(f, "a"), otherwise: () => Greet(f, "b"));
        });

        flow.EdgeTexts().ShouldBe([
            "CompareValue: \"True\"-switch-1 --> Greet-1",
            "on -value-> CompareValue: \"True\"-switch-1",
            "CompareValue: \"False\"-switch-1 --> Greet-2",
            "on -value-> CompareValue: \"False\"-switch-1",
            "Greet-1 -task_1-> Merge-1",
            "Greet-2 -task_2-> Merge-1",
        ], ignoreOrder: true);
    }

    [Fact]
    public async Task If_WithoutOtherwise_SkipsTheBranchWhenTheConditionIsFalse()
    {
        var flow = Flow.Define("F", f =>
        {
            var extracted = Extract(f);
            f.If(f.Parameter<bool>("on"), then: () => Sum(extracted).Then("after", s => s));
        });

        (await flow.RunOnAsync(store, parameters: new() { ["on"] = false })).IsSuccessful.ShouldBeTrue();

        store.History("Sum-1").ShouldBe(["Skipped"]);
        store.History("after-1").ShouldBe(["Skipped"]);
        store.History("Extract-1").ShouldBe(["Running", "Success"]);
        store.States("CompareValue: \"True\"-switch-1")[^1].Message.ShouldBe("Provided value \"False\" did not match \"True\"");
    }

    [Fact]
    public void If_TasksOfABranch_AreGatedOnlyWhereNoTaskOfTheBranchIsUpstream()
    {
        var flow = Flow.Define("F", f =>
        {
            var outside = Extract(f);
            f.If(f.Parameter<bool>("on"), then: () =>
            {
                var inside = f.Parameter("p", 1);
                var first = Sum(outside);
                var second = Add(first, inside);
                Add(inside, 2).After(second);
                Add(f.Each([1, 2]), inside);
            });
        });

        flow.EdgeTexts().Where(e => e.Contains("-->", StringComparison.Ordinal)).ShouldBe([
            "CompareValue: \"True\"-switch-1 --> Sum-1",
            "Add-1 --> Add-2",
            "CompareValue: \"True\"-switch-1 --> Add-3",
        ]);
    }

    [Theory]
    [InlineData(true, true, "both")]
    [InlineData(true, false, "outer")]
    [InlineData(false, true, "none")]
    public async Task If_InsideOfAnother_RunsOnlyWhenBothConditionsHold(bool outer, bool inner, string expected)
    {
        var flow = Flow.Define("F", f =>
        {
            var (a, b) = (f.Parameter<bool>("a"), f.Parameter<bool>("b"));
            return f.If(
                a,
                then: () => f.If(b, then: () => f.Task("x", () => "both"), otherwise: () => f.Task("y", () => "outer")),
                otherwise: () => f.Task("z", () => "none"));
        });

        var state = await flow.RunOnAsync(store, parameters: new() { ["a"] = outer, ["b"] = inner });

        state.Result(flow.Output).ShouldBe(expected);
        store.History("x-1")[^1].ShouldBe(expected == "both" ? "Success" : "Skipped");
    }

    [Theory]
    [InlineData(true, "given")]
    [InlineData(false, "computed")]
    public async Task If_BranchThatReturnsAHandleFromOutside_YieldsItOnlyWhenItIsTaken(bool on, string expected)
    {
        var flow = Flow.Define("F", f =>
        {
            var given = f.Parameter("given", "given");
            return f.If(f.Parameter<bool>("on"), then: () => given, otherwise: () => f.Task("compute", () => "computed"));
        });

        (await flow.RunOnAsync(store, parameters: new() { ["on"] = on })).Result(flow.Output).ShouldBe(expected);
    }

    [Fact]
    public async Task If_OfMappedTasks_SkipsTheMappedTaskAsAWhole()
    {
        var flow = Flow.Define("F", f =>
        {
            var rows = Extract(f);
            return f.If(f.Parameter("on", false), then: () => Add(rows.Each(), 1), otherwise: () => f.Task("none", () => new List<int>()));
        });

        var state = await flow.RunOnAsync(store);

        store.History("Add-1").ShouldBe(["Skipped"]);
        state.Result(flow.Output).ShouldBeEmpty();
    }

    [Fact]
    public async Task If_ConditionThatFailed_RunsNeitherBranch()
    {
        var flow = Flow.Define("F", f => f.If(
            f.Task("condition", bool () => throw new InvalidOperationException("boom")), then: () => Greet(f, "a"), otherwise: () => Greet(f, "b")));

        var state = await flow.RunOnAsync(store);

        store.History("Greet-1").ShouldBe(["TriggerFailed"]);
        store.History("Merge-1").ShouldBe(["TriggerFailed"]);
        state.IsFailed.ShouldBeTrue();
    }

    [Fact]
    public async Task If_BranchThatFails_FailsTheMerge()
    {
        var flow = Flow.Define("F", f => f.If(
            f.Parameter("on", true), then: () => f.Task("fails", string () => throw new InvalidOperationException("boom")), otherwise: () => Greet(f, "b")));

        var state = await flow.RunOnAsync(store);

        store.History("Merge-1").ShouldBe(["TriggerFailed"]);
        state.IsFailed.ShouldBeTrue();
    }

    [Fact]
    public async Task Case_OfAnotherValue_SkipsItsBranchAndWhatTakesIt()
    {
        var flow = Flow.Define("F", f =>
        {
            var kind = f.Parameter("kind", "csv");
            var csv = f.Case(kind, "csv", () => Greet(f, "csv"));
            var xml = f.Case(kind, "xml", () => Greet(f, "xml"));
            MaybeNull(xml);
            f.Case(kind, "log", () => { Greet(f, "log"); });
            return f.Merge(csv, xml);
        });

        var state = await flow.RunOnAsync(store);

        state.Result(flow.Output).ShouldBe("Hello csv");
        store.History("MaybeNull-1").ShouldBe(["Skipped"]);
        flow.EdgeTexts().ShouldContain("kind -value-> case(csv)-1");
        flow.EdgeTexts().ShouldContain("case(xml)-1 --> Greet-2");
    }

    [Fact]
    public void Case_WithoutTasks_AddsNothing() =>
        Flow.Define("F", f => f.Case(f.Parameter<int>("n"), 1, () => { })).Graph.Nodes.Count.ShouldBe(1);

    [Fact]
    public void If_BranchThatReturnsNull_IsRefused() =>
        Should.Throw<FlowDefinitionException>(() => Flow.Define("F", f => f.If<int>(f.Parameter<bool>("on"), () => null!, () => f.Task("x", () => 1))))
            .Message.ShouldBe("A branch in flow 'F' returns null: return the handle that the branch yields.");

    [Fact]
    public void If_BranchThatThrows_LeavesTheBranch()
    {
        var flow = Flow.Define("F", f =>
        {
            Should.Throw<InvalidOperationException>(() => f.If(f.Parameter<bool>("on"), then: () => throw new InvalidOperationException("boom")));
            Greet(f, "after");
        });

        flow.EdgeTexts().ShouldBeEmpty();
    }
}
