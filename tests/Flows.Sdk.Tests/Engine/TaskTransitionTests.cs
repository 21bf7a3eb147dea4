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

    [Fact]
    public async Task RunAsync_ThreeRetriesOfTenMinutes_FailsAfterFourAttempts()
    {
        var flow = Flow.Define("F", f => f.Task("A", int () => throw new InvalidOperationException("boom")).WithRetries(3, TimeSpan.FromMinutes(10)));
        store.OnSet = AdvanceToRetry;

        var state = await flow.RunOnAsync(store, Options);

        store.History("A-1").ShouldBe(
            ["Running", "Failed", "Retrying", "Running", "Failed", "Retrying", "Running", "Failed", "Retrying", "Running", "Failed"]);
        store.States("A-1")[^1].Message.ShouldBe("Error during execution of task: InvalidOperationException: boom");
        state.State.Message.ShouldBe("Some reference tasks failed.");
        time.GetUtcNow().ShouldBe(Start + TimeSpan.FromMinutes(30));
    }

    [Fact]
    public async Task RunAsync_WaitForARetry_IsSatOutByTheClock()
    {
        var flow = Flow.Define("F", f => f.Task("A", context => context.Attempt == 1 ? throw new InvalidOperationException("boom") : 1)
            .WithRetries(1, TimeSpan.FromMinutes(10)));
        var run = flow.RunAsync(options: Options);

        while (!run.IsCompleted)
        {
            time.Advance(TimeSpan.FromMinutes(1));
            await Task.Yield();
        }

        (await run).Result(flow.Output).ShouldBe(1);
        time.GetUtcNow().ShouldBeGreaterThanOrEqualTo(Start + TimeSpan.FromMinutes(10));
    }

    [Fact]
    public async Task RunAsync_WaitForARetry_HoldsNoWorker()
    {
        var order = new List<string>();
        var flow = Flow.Define("F", f =>
        {
            f.Task("A", context =>
            {
                order.Add($"A{context.Attempt}");
                if (context.Attempt == 1) throw new InvalidOperationException("boom");
            }).WithRetries(1, TimeSpan.FromMinutes(10));
            f.Task("B", () =>
            {
                order.Add("B");
                time.Advance(TimeSpan.FromMinutes(10));
            });
        });

        (await flow.RunOnAsync(store, Options)).IsSuccessful.ShouldBeTrue();

        order.ShouldBe(["A1", "B", "A2"]);
    }

    [Fact]
    public async Task RunAsync_FailedUpstream_IsTriggerFailedAndNeverRetried()
    {
        var flow = Flow.Define("F", f =>
        {
            var a = f.Task("A", int () => throw new InvalidOperationException("boom"));
            a.Then("B", v => v + 1).WithRetries(3);
        });

        var state = await flow.RunOnAsync(store, Options);

        store.History("B-1").ShouldBe(["TriggerFailed"]);
        store.States("B-1")[0].Message.ShouldBe("Trigger was 'all_successful' but upstream task 'A' is Failed.");
        state.IsFailed.ShouldBeTrue();
        state.Tasks[1].Attempts.ShouldBe(0);
    }

    [Fact]
    public async Task RunAsync_UpstreamSkippedAndFailed_IsSkippedBeforeItsTriggerIsAsked()
    {
        var flow = Flow.Define("F", f =>
        {
            var a = f.Task("A", int () => throw FlowSignal.Skip("nothing to do"));
            var b = f.Task("B", int () => throw new InvalidOperationException("boom"));
            (a, b).Then("C", (x, y) => x + y);
        });

        await flow.RunOnAsync(store, Options);

        store.History("A-1").ShouldBe(["Running", "Skipped"]);
        store.States("A-1")[1].Message.ShouldBe("nothing to do");
        store.History("C-1").ShouldBe(["Skipped"]);
    }

    [Fact]
    public async Task RunAsync_SkipOnUpstreamSkipOff_RunsWithoutTheValue()
    {
        var flow = Flow.Define("F", f =>
        {
            var a = f.Task("A", string () => throw FlowSignal.Skip("nothing to do"));
            return a.Then("B", v => v is null ? "none" : v).With(o => o with { SkipOnUpstreamSkip = false });
        });

        var state = await flow.RunOnAsync(store, Options);

        state.Result(flow.Output).ShouldBe("none");
    }

    [Fact]
    public async Task RunAsync_ValueThatCannotBeNullIsMissing_FailsWithoutRunning()
    {
        var flow = Flow.Define("F", f =>
        {
            var a = f.Task("A", int () => throw new InvalidOperationException("boom"));
            a.Then("B", v => v + 1).When(Trigger.AllFinished);
        });

        await flow.RunOnAsync(store, Options);

        store.History("B-1").ShouldBe(["Failed"]);
        store.States("B-1")[0].Message.ShouldBe("The argument 'value' has no value: task 'A' is Failed and has no result. Make it nullable to run without.");
    }

    [Fact]
    public async Task RunAsync_EngineFails_FailsTheTaskAndNotTheProgram()
    {
        var flow = Flow.Define("F", f => f.Task("A", () => 1).WithRetries(2));
        store.OnSet = (_, state) => state is Running { Message: "Starting task run." } ? throw new IOException("no space left") : null;

        var state = await flow.RunOnAsync(store, Options);

        store.History("A-1").ShouldBe(["Failed"]);
        state[flow.Output].State.Message.ShouldBe("Unexpected error while running task");
        state[flow.Output].Exception.ShouldBeOfType<IOException>();
    }

    private State? AdvanceToRetry(string key, State state)
    {
        if (state is Retrying retrying) time.SetUtcNow(retrying.StartTime!.Value);
        return null;
    }
}
