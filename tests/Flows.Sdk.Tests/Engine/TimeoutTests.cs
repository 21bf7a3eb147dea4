using Flows.States;
using Microsoft.Extensions.Time.Testing;

namespace Flows.Sdk.Tests.Engine;

public sealed class TimeoutTests : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(1);
    private readonly FakeTimeProvider time = new();
    private readonly RecordingRunStore store = new();
    private readonly CapturedLogs logs = new();
    private readonly TaskCompletionSource started = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private FlowRunOptions Options => new() { MaxConcurrency = 1, TimeProvider = time, LoggerFactory = logs };

    public void Dispose() => logs.Dispose();

    [Fact]
    public async Task RunAsync_TaskThatMindsItsToken_IsTimedOutAtOnce()
    {
        var flow = Flow.Define("F", f => f.Task("A", async context =>
        {
            started.TrySetResult();
            await Task.Delay(Timeout.InfiniteTimeSpan, time, context.CancellationToken);
            return 1;
        }).WithTimeout(Limit));
        var run = flow.RunOnAsync(store, Options);
        await started.Task;

        time.Advance(Limit);
        var state = await run;

        store.History("A-1").ShouldBe(["Running", "TimedOut"]);
        state[flow.Output].State.Message.ShouldBe("Task timed out during execution.");
        Should.Throw<TimeoutException>(() => state.Result(flow.Output));
    }

    [Fact]
    public async Task RunAsync_TaskThatDoesNotMindItsToken_IsAbandonedAndItsLateResultDropped()
    {
        var release = new TaskCompletionSource<int>();
        var flow = Flow.Define("F", f => f.Task("A", async Task<int> () =>
        {
            started.TrySetResult();
            return await release.Task;
        }).WithTimeout(Limit));
        var run = flow.RunOnAsync(store, Options);
        await started.Task;

        time.Advance(Limit + Options.GracePeriod);
        var state = await run;
        release.SetResult(1);
        await logs.WaitForAsync("Task 'A': it ended as Success after its timeout; that is dropped.");

        store.History("A-1").ShouldBe(["Running", "TimedOut"]);
        state[flow.Output].State.ShouldBeOfType<TimedOut>();
        state[flow.Output].LateResults.ShouldBe(1);
        state.LateResults.ShouldBe(1);
        logs.Lines.ShouldContain("Task 'A': it did not stop within 00:00:05 after its timeout; it is left to itself.");
    }

    [Fact]
    public async Task RunAsync_TimedOutWithRetriesLeft_IsTriedAgain()
    {
        var flow = Flow.Define("F", f => f.Task("A", async context =>
        {
            if (context.Attempt == 2) return 2;
            started.TrySetResult();
            await Task.Delay(Timeout.InfiniteTimeSpan, time, context.CancellationToken);
            return 1;
        }).WithTimeout(Limit).WithRetries(1));
        var run = flow.RunOnAsync(store, Options);
        await started.Task;

        time.Advance(Limit);
        var state = await run;

        store.History("A-1").ShouldBe(["Running", "TimedOut", "Retrying", "Running", "Success"]);
        state.Result(flow.Output).ShouldBe(2);
    }

    [Fact]
    public async Task RunAsync_AttemptThatEndsWhileALaterOneRuns_IsDroppedAndCounted()
    {
        var release = new TaskCompletionSource<int>();
        var flow = Flow.Define("F", f => f.Task("A", async run =>
        {
            if (run.Attempt == 2)
            {
                release.SetResult(1);
                await logs.WaitForAsync("Task 'A': it ended as Success after its timeout; that is dropped.");
                return 2;
            }

            started.TrySetResult();
            return await release.Task;
        }).WithTimeout(Limit).WithRetries(1));
        var run = flow.RunOnAsync(store, Options);
        await started.Task;

        time.Advance(Limit + Options.GracePeriod);
        var state = await run;

        state.Result(flow.Output).ShouldBe(2);
        state[flow.Output].LateResults.ShouldBe(1);
    }

    [Fact]
    public async Task RunAsync_TimedOutWithARetryPredicate_AsksItWithTheTimeout()
    {
        Exception? asked = null;
        var flow = Flow.Define("F", f => f.Task("A", async context =>
        {
            started.TrySetResult();
            await Task.Delay(Timeout.InfiniteTimeSpan, time, context.CancellationToken);
        }).WithTimeout(Limit).WithRetries(1).RetryOn(e => (asked = e) is not TimeoutException));
        var run = flow.RunOnAsync(store, Options);
        await started.Task;

        time.Advance(Limit);
        await run;

        store.History("A-1").ShouldBe(["Running", "TimedOut"]);
        asked.ShouldBeOfType<TimeoutException>().Message.ShouldBe("Task 'A' took longer than 00:01:00.");
    }

    [Fact]
    public async Task RunAsync_TaskInTime_IsNotTouchedByItsTimeout()
    {
        var flow = Flow.Define("F", f => f.Task("A", () => 1).WithTimeout(Limit));

        (await flow.RunOnAsync(store, Options)).Result(flow.Output).ShouldBe(1);
    }

    [Fact]
    public async Task RunAsync_TaskThatCancelsItself_IsFailed()
    {
        var flow = Flow.Define("F", f => f.Task("A", int () => throw new OperationCanceledException("my own token")).WithTimeout(Limit));

        await flow.RunOnAsync(store, Options);

        store.History("A-1").ShouldBe(["Running", "Failed"]);
    }
}
