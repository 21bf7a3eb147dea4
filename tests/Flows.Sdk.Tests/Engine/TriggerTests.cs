using Flows.Engine;
using Flows.States;

namespace Flows.Sdk.Tests.Engine;

public sealed class TriggerTests
{
    private readonly RecordingRunStore store = new();

    public static TheoryData<string, string, bool> Cases => new()
    {
        { "all_successful", "", true },
        { "all_successful", "Success", true },
        { "all_successful", "Success Skipped Mapped Cached", true },
        { "all_successful", "Success Failed", false },
        { "all_successful", "Success Cancelled", false },
        { "all_failed", "", true },
        { "all_failed", "Failed TimedOut TriggerFailed", true },
        { "all_failed", "Failed Success", false },
        { "all_failed", "Cancelled", false },
        { "any_successful", "", true },
        { "any_successful", "Failed Skipped", true },
        { "any_successful", "Failed Cancelled", false },
        { "any_failed", "", true },
        { "any_failed", "Success Skipped", false },
        { "any_failed", "Success TimedOut", true },
        { "any_failed", "Cancelled", false },
        { "all_finished", "", true },
        { "all_finished", "Success Failed TriggerFailed Cancelled", true },
        { "all_finished", "Success Running", false },
        { "not_all_skipped", "Success Skipped", true },
        { "not_all_skipped", "Success Failed", false },
        { "not_all_skipped", "Skipped Failed", false },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void Decide_ForEndsUpstream_IsAsTheContractSays(string trigger, string upstream, bool expected) =>
        All.Single(t => t.ToString() == trigger).Decide(Counts(upstream), resumed: false).ShouldBe(expected ? TriggerDecision.Start : TriggerDecision.Fail);

    [Theory]
    [InlineData("")]
    [InlineData("Skipped")]
    [InlineData("Skipped Skipped")]
    public void Decide_NotAllSkippedWhenAllAre_Skips(string upstream) =>
        Trigger.NotAllSkipped.Decide(Counts(upstream), resumed: false).ShouldBe(TriggerDecision.Skip);

    [Fact]
    public void Decide_Manual_PausesUntilResumed()
    {
        Trigger.Manual.Decide(Counts("Failed"), resumed: false).ShouldBe(TriggerDecision.Pause);
        Trigger.Manual.Decide(Counts("Failed"), resumed: true).ShouldBe(TriggerDecision.Start);
    }

    [Fact]
    public void AlwaysRun_IsAllFinishedByAnotherName() => Trigger.AlwaysRun.ShouldBeSameAs(Trigger.AllFinished);

    [Theory]
    [InlineData(null, null, "Success Failed", true)]
    [InlineData(2.0, null, "Failed Success Failed", true)]
    [InlineData(2.0, null, "Failed Success Success", false)]
    [InlineData(null, 1.0, "Failed Success", true)]
    [InlineData(null, 1.0, "Failed Failed", false)]
    [InlineData(0.5, null, "Failed Success", true)]
    [InlineData(0.6, null, "Failed Success", false)]
    [InlineData(1.0, 0.5, "Failed Success Success Success", true)]
    [InlineData(1.0, 0.5, "Failed Failed Failed Success", false)]
    [InlineData(5.0, null, "", true)]
    public void Decide_SomeFailed_CountsOrTakesAShare(double? atLeast, double? atMost, string upstream, bool expected)
    {
        Trigger.SomeFailed(atLeast, atMost).Decide(Counts(upstream), resumed: false).ShouldBe(expected ? TriggerDecision.Start : TriggerDecision.Fail);
        var swapped = upstream.Replace("Failed", "x", StringComparison.Ordinal).Replace("Success", "Failed", StringComparison.Ordinal).Replace("x", "Success", StringComparison.Ordinal);
        Trigger.SomeSuccessful(atLeast, atMost).Decide(Counts(swapped), resumed: false).ShouldBe(expected ? TriggerDecision.Start : TriggerDecision.Fail);
    }

    [Theory]
    [InlineData(-1.0, null, "Trigger some_failed has atLeast -1: it must be a number of tasks from 1, a share of them from 0 to below 1, or be left out.")]
    [InlineData(null, double.NaN, "Trigger some_failed has atMost NaN: it must be a number of tasks from 1, a share of them from 0 to below 1, or be left out.")]
    [InlineData(3.0, 2.0, "Trigger some_failed asks for at least 3 and at most 2, which never holds: make atMost the larger one.")]
    public void SomeFailed_BoundsThatCannotBe_AreRefused(double? atLeast, double? atMost, string message) =>
        Should.Throw<FlowDefinitionException>(() => Trigger.SomeFailed(atLeast, atMost)).Message.ShouldBe(message);

    [Fact]
    public async Task RunAsync_SomeFailedDoesNotHold_SaysHowManyEndedHow()
    {
        var flow = Flow.Define("F", f =>
        {
            var a = f.Task("A", int () => throw new InvalidOperationException("boom"));
            var b = f.Task("B", () => 1);
            return f.Task("C", () => 1).After(a, b).When(Trigger.SomeFailed(atLeast: 2));
        });

        var state = await flow.RunOnAsync(store);

        state[flow.Output].State.Message.ShouldBe("Trigger was 'some_failed(at_least=2, at_most=)' but of 2 upstream tasks 1 ended well and 1 failed.");
    }

    [Fact]
    public async Task RunAsync_MappedUpstream_CountsItsChildren()
    {
        var flow = Flow.Define("F", f =>
        {
            var odd = f.Task("Numbers", () => new[] { 1, 2, 3 }).Map("Odd", n => n % 2 == 1 ? n : throw new InvalidOperationException("even"));
            return f.Task("C", () => 1).After(odd).When(Trigger.SomeSuccessful(atLeast: 2, atMost: 2));
        });

        (await flow.RunOnAsync(store))[flow.Output].State.ShouldBeOfType<Success>();
    }

    [Fact]
    public async Task RunAsync_NotAllSkippedAndAllAre_SkipsTheTaskAlthoughItDoesNotSkipItself()
    {
        var flow = Flow.Define("F", f =>
        {
            var a = f.Task("A", int () => throw FlowSignal.Skip("no"));
            return a.Then("B", v => v).When(Trigger.NotAllSkipped).With(o => o with { SkipOnUpstreamSkip = false });
        });

        var state = await flow.RunOnAsync(store);

        store.History("B-1").ShouldBe(["Skipped"]);
        state[flow.Output].State.Message.ShouldBe("All upstream tasks were skipped.");
    }

    [Fact]
    public async Task RunAsync_TriggerOfOnesOwn_IsGivenTheTaskRunsUpstream()
    {
        IReadOnlyList<string> seen = [];
        var flow = Flow.Define("F", f =>
        {
            var a = f.Task("A", () => new[] { 1, 2 }).Map("B", v => v);
            return f.Task("C", () => 1).After(a).When(Trigger.When("mine", upstream =>
            {
                seen = [.. upstream.Select(t => $"{t.Name} {t.State.Type}")];
                return true;
            }));
        });

        (await flow.RunOnAsync(store)).Result(flow.Output).ShouldBe(1);

        seen.ShouldBe(["B[0] Success", "B[1] Success"]);
    }

    [Theory]
    [InlineData("no", "TriggerFailed", "Trigger was 'mine' and did not hold.")]
    [InlineData("skip", "Skipped", "not today")]
    [InlineData("throw", "TriggerFailed", "Unexpected error while calling trigger 'mine': InvalidOperationException: boom")]
    public async Task RunAsync_TriggerOfOnesOwnDoesNotHold_EndsTheTaskAndIsNeverRetried(string answer, string type, string message)
    {
        var flow = Flow.Define("F", f => f.Task("A", () => 1).WithRetries(2).When(Trigger.When("mine", _ => answer switch
        {
            "skip" => throw FlowSignal.Skip("not today"),
            "throw" => throw new InvalidOperationException("boom"),
            _ => false,
        })));

        var state = await flow.RunOnAsync(store);

        store.History("A-1").ShouldBe([type]);
        state[flow.Output].State.Message.ShouldBe(message);
    }

    [Fact]
    public void When_WithoutAName_IsRefused() => Should.Throw<FlowDefinitionException>(() => Trigger.When(" ", _ => true)).Message.ShouldStartWith("A trigger has an empty name");

    private static readonly Trigger[] All =
        [Trigger.AllSuccessful, Trigger.AllFailed, Trigger.AnySuccessful, Trigger.AnyFailed, Trigger.AllFinished, Trigger.NotAllSkipped, Trigger.Manual];

    private static UpstreamCounts Counts(string upstream) =>
        upstream.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(Named).Aggregate(default(UpstreamCounts), (sum, s) => sum + UpstreamCounts.Of(s));

    private static State Named(string name) => name switch
    {
        "Success" => new Success(),
        "Skipped" => new Skipped(),
        "Mapped" => new Mapped(),
        "Cached" => new Cached(),
        "Failed" => new Failed(),
        "TriggerFailed" => new TriggerFailed(),
        "TimedOut" => new TimedOut(),
        "Cancelled" => new Cancelled(),
        "Running" => new Running(),
        _ => throw new ArgumentException(name),
    };
}
