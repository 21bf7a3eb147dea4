using Flows.States;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace Flows.Sdk.Tests.Testing;

/// <summary>What a run returns of each task, besides its state and result.</summary>
public sealed class TaskStateTests
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);
    private readonly FakeTimeProvider time = new(Start);

    [Fact]
    public async Task History_OfATaskThatWasTriedAgain_HasEachAttemptWithItsTimes()
    {
        var flow = Flow.Define("F", f => f.Task("A", context =>
        {
            time.Advance(TimeSpan.FromSeconds(context.Attempt));
            return context.Attempt == 3 ? "done" : throw new InvalidOperationException($"boom {context.Attempt}");
        }).WithRetries(3));

        var task = (await flow.RunAsync(options: new() { TimeProvider = time }))[flow.Output];

        task.History.Select(a => (a.Number, a.State.Type, a.Exception?.Message)).ShouldBe([(1, "Failed", "boom 1"), (2, "Failed", "boom 2"), (3, "Success", null)]);
        task.History.Select(a => a.Duration.TotalSeconds).ShouldBe([1, 2, 3]);
        task.History[1].StartTime.ShouldBe(Start.AddSeconds(1));
        task.Attempts.ShouldBe(3);
    }

    [Fact]
    public async Task History_OfATaskThatAsksForARetry_EndsThatAttemptAsRetrying()
    {
        var flow = Flow.Define("F", f => f.Task("A", context => context.Attempt == 1 ? throw FlowSignal.Retry("not ready", TimeSpan.Zero) : 7));

        var task = (await flow.RunAsync())[flow.Output];

        task.History.Select(a => (a.Number, a.State.Type, a.State.Message)).ShouldBe([(1, "Retrying", "not ready"), (2, "Success", "Task run succeeded.")]);
    }

    [Fact]
    public async Task History_OfATaskThatDidNotRun_IsEmpty()
    {
        var flow = Flow.Define("F", f => f.Task("A", int () => throw new InvalidOperationException("boom")).Then("B", v => v));

        var state = await flow.RunAsync();

        state[flow.Output].State.ShouldBeOfType<TriggerFailed>();
        state[flow.Output].History.ShouldBeEmpty();
        state.Tasks[0].History.Single().Exception!.Message.ShouldBe("boom");
    }

    [Fact]
    public async Task Inputs_OfATask_AreWhatItWasGiven()
    {
        var flow = Flow.Define("F", f =>
        {
            var n = f.Parameter("n", 4);
            return TestingTasks.Label(n, "x");
        });

        var state = await flow.RunAsync();

        state[flow.Output].Inputs.ShouldBe(new Dictionary<string, object?> { ["number"] = 4, ["unit"] = "x" }, ignoreOrder: true);
    }

    [Fact]
    public async Task Inputs_OfAChild_AreItsElements()
    {
        var flow = Flow.Define("F", f =>
        {
            var doubled = f.Task("Numbers", () => new[] { 1, 2, 3 }).Map("Double", v => v * 2);
            return TestingTasks.Label(doubled.Each(), "m");
        });

        var state = await flow.RunAsync();

        state[flow.Output].Children[2].Inputs["number"].ShouldBe(6);
        state[flow.Output].Children[2].Inputs["unit"].ShouldBe("m");
        state.Tasks[1].Children[0].Inputs["item"].ShouldBe(1);
        state[flow.Output].Inputs["number"].ShouldBe(new List<int> { 2, 4, 6 });
    }

    [Fact]
    public async Task Logs_OfATask_AreItsOwnLinesOfAllAttempts()
    {
        var flow = Flow.Define("F", f =>
        {
            f.Task("A", context =>
            {
                context.Logger.LogInformation("try {Attempt}", context.Attempt);
                if (context.Attempt == 1) throw new InvalidOperationException("boom");
            }).WithRetries(1);
            return f.Task("Numbers", () => new[] { 10, 20 }).Map("B", (v, context) => context.Logger.LogWarning("value {Value}", v));
        });

        var state = await flow.RunAsync(options: new() { TimeProvider = time });

        state.Tasks[0].Logs.Select(l => l.ToString()).ShouldBe(["Information: try 1", "Information: try 2"]);
        state.Tasks[0].Logs[0].Time.ShouldBe(Start);
        state[flow.Output].Children[1].Logs.Select(l => l.ToString()).ShouldBe(["Warning: value 20"]);
        state.Tasks[1].Logs.ShouldBeEmpty();
    }

    [Fact]
    public async Task Logs_AboveTheLimit_AreTheLatestLines()
    {
        var flow = Flow.Define("F", f => f.Task("A", context =>
        {
            for (var i = 0; i < 5; i++) context.Logger.LogInformation("{Number}", i);
        }));

        var task = (await flow.RunAsync(options: new() { KeptLogLines = 2 }))[flow.Output];

        task.Logs.Select(l => l.Text).ShouldBe(["3", "4"]);
        task.DroppedLogLines.ShouldBe(3);
    }

    [Fact]
    public async Task Logs_NotWanted_AreNotKept()
    {
        var flow = Flow.Define("F", f => f.Task("A", context => context.Logger.LogInformation("hello")));

        (await flow.RunAsync(options: new() { KeptLogLines = 0 }))[flow.Output].Logs.ShouldBeEmpty();
    }

    [Fact]
    public async Task Logs_OfManyTaskRuns_StayWithinTheBudgetOfTheFlowRun()
    {
        var flow = Flow.Define("F", f => f.Task("Numbers", () => Enumerable.Range(0, 150)).Map("B", (v, context) =>
        {
            for (var i = 0; i < 1000; i++) context.Logger.LogInformation("line");
        }));

        var children = (await flow.RunAsync())[flow.Output].Children;

        children.Sum(c => c.Logs.Count).ShouldBe(100_000);
        children.Sum(c => c.Logs.Count + c.DroppedLogLines).ShouldBe(150_000);
    }
}
