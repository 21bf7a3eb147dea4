using Flows.States;
using Microsoft.Extensions.Time.Testing;

namespace Flows.Sdk.Tests.Engine;

/// <summary>The order in which the states of a task run are stored (contract section 8.3).</summary>
public sealed class TaskTransitionTests
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);
    private readonly FakeTimeProvider time = new(Start);
    private readonly RecordingRunStore store = new();

    private FlowRunOptions Options => new() { MaxConcurrency = 1, TimeProvider = time };

    [Fact]
    public async Task RunAsync_TaskThatReturns_IsRunningThenSuccess()
    {
        var flow = Flow.Define("F", f => f.Task("A", () => 42));

        var state = await flow.RunOnAsync(store, Options);

        store.History("A-1").ShouldBe(["Running", "Success"]);
        store.States("A-1").Select(s => s.Message).ShouldBe(["Starting task run.", "Task run succeeded."]);
        store.History(RecordingRunStore.FlowRun).ShouldBe(["Running", "Success"]);
        store.States(RecordingRunStore.FlowRun).Select(s => s.Message).ShouldBe(["Running flow.", "All reference tasks succeeded."]);
        state.Result(flow.Output).ShouldBe(42);
    }

    [Fact]
    public async Task RunAsync_TaskThatFailsOnce_GoesThroughRetrying()
    {
        var attempts = new List<int>();
        var flow = Flow.Define("F", f => f.Task("A", context =>
        {
            attempts.Add(context.Attempt);
            return context.Attempt == 2 ? "done" : throw new InvalidOperationException("boom");
        }).WithRetries(2, TimeSpan.FromMinutes(10)));
        store.OnSet = AdvanceToRetry;

        var state = await flow.RunOnAsync(store, Options);

        store.History("A-1").ShouldBe(["Running", "Failed", "Retrying", "Running", "Success"]);
        var retrying = store.States("A-1").OfType<Retrying>().Single();
        retrying.Message.ShouldBe("Retrying Task (after attempt 1 of 3)");
        retrying.RunCount.ShouldBe(1);
        retrying.StartTime.ShouldBe(Start + TimeSpan.FromMinutes(10));
        retrying.Context["task_run_count"].ShouldBe(1);
        attempts.ShouldBe([1, 2]);
        state[flow.Output].Attempts.ShouldBe(2);
        state[flow.Output].Duration.ShouldBe(TimeSpan.FromMinutes(10));
    }

    private State? AdvanceToRetry(string key, State state)
    {
        if (state is Retrying retrying) time.SetUtcNow(retrying.StartTime!.Value);
        return null;
    }
}
