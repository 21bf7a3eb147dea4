using Flows.Engine;
using Flows.States;
using Microsoft.Extensions.Time.Testing;

namespace Flows.Sdk.Tests.Engine;

public sealed class StopTests : IDisposable
{
    private readonly FakeTimeProvider time = new();
    private readonly RecordingRunStore store = new();
    private readonly CapturedLogs logs = new();
    private readonly RunStop stop = new();
    private readonly TaskCompletionSource started = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private FlowRunOptions Options => new() { MaxConcurrency = 1, TimeProvider = time, LoggerFactory = logs };

    public void Dispose()
    {
        logs.Dispose();
        stop.Dispose();
    }

    [Fact]
    public async Task RunAsync_TokenCancelled_EndsAllAsCancelled()
    {
        using var source = new CancellationTokenSource();
        var flow = Flow.Define("F", f =>
        {
            var a = f.Task("A", async context =>
            {
                started.SetResult();
                await Task.Delay(Timeout.InfiniteTimeSpan, time, context.CancellationToken);
                return new[] { 1 };
            });
            return a.Map("B", v => v);
        });
        var run = flow.RunAsync(options: Options, cancellationToken: source.Token);
        await started.Task;

        await source.CancelAsync();
        var state = await run;

        state.State.ShouldBeOfType<Cancelled>().Message.ShouldBe("Flow run is cancelled");
        state.Tasks.Select(t => t.State.Type).ShouldBe(["Cancelled", "Cancelled"]);
    }

    [Fact]
    public async Task RunAsync_TokenCancelledBefore_RunsNothing()
    {
        var state = await Flow.Define("F", f => f.Task("A", () => 1)).RunAsync(cancellationToken: new CancellationToken(true));

        state.State.ShouldBeOfType<Cancelled>();
        state.Tasks[0].Attempts.ShouldBe(0);
    }

    [Fact]
    public async Task RunAsync_StoppedAsFailed_FailsWhatIsRunningAndLeavesTheRest()
    {
        var flow = Flow.Define("F", f =>
        {
            var a = f.Task("A", async context =>
            {
                started.SetResult();
                await Task.Delay(Timeout.InfiniteTimeSpan, time, context.CancellationToken);
                return 1;
            }).WithRetries(3);
            a.Then("B", v => v);
        });
        var run = flow.RunOnAsync(store, Options, stop: stop);
        await started.Task;

        stop.Request(new Failed { Message = "Stopped by SIGTERM" });
        stop.Request(new Cancelled { Message = "too late" });
        var state = await run;

        store.History(RecordingRunStore.FlowRun).ShouldBe(["Running", "Failed"]);
        state.State.Message.ShouldBe("Stopped by SIGTERM");
        store.History("A-1").ShouldBe(["Running", "Failed"]);
        store.History("B-1").ShouldBeEmpty();
        state.Tasks[1].State.IsPending.ShouldBeTrue();
    }

    [Fact]
    public async Task RunAsync_TaskThatDoesNotStop_IsAbandonedAfterTheGracePeriod()
    {
        var release = new TaskCompletionSource<int>();
        var flow = Flow.Define("F", f => f.Task("A", async Task<int> () =>
        {
            started.SetResult();
            return await release.Task;
        }));
        var run = flow.RunOnAsync(store, Options, stop: stop);
        await started.Task;

        stop.Request(new Cancelled { Message = "Flow run is cancelled" });
        time.Advance(Options.GracePeriod);
        var state = await run;
        release.SetResult(1);
        await logs.WaitForAsync("Task 'A': it ended as Success after its run was given up; that is dropped.");

        store.History("A-1").ShouldBe(["Running", "Cancelled"]);
        state[flow.Output].State.ShouldBeOfType<Cancelled>();
    }

    [Fact]
    public async Task RunAsync_StoppedWhileATaskWaitsForItsRetry_EndsAtOnce()
    {
        var flow = Flow.Define("F", f => f.Task("A", int () => throw new InvalidOperationException("boom")).WithRetries(1, TimeSpan.FromDays(1)));
        store.OnSet = (_, state) =>
        {
            if (state is Retrying) started.SetResult();
            return null;
        };
        var run = flow.RunOnAsync(store, Options, stop: stop);
        await started.Task;

        stop.Request(new Cancelled { Message = "Flow run is cancelled" });

        (await run)[flow.Output].State.ShouldBeOfType<Cancelled>();
    }

    [Fact]
    public async Task RunAsync_CallbackOfATaskThatBlocksOrThrows_DoesNotKeepTheRunFromStopping()
    {
        var release = new TaskCompletionSource();
        var flow = Flow.Define("F", f => f.Task("A", async context =>
        {
            context.CancellationToken.Register(() => throw new InvalidOperationException("boom"));
            context.CancellationToken.Register(release.Task.Wait);
            started.SetResult();
            await release.Task;
        }));
        var run = flow.RunOnAsync(store, Options, stop: stop);
        await started.Task;

        stop.Request(new Cancelled { Message = "Flow run is cancelled" });
        time.Advance(Options.GracePeriod);

        (await run).State.ShouldBeOfType<Cancelled>();
        release.SetResult();
    }

    [Fact]
    public async Task RunAsync_TaskThatEndsWellAlthoughStopped_KeepsItsResult()
    {
        var flow = Flow.Define("F", f => f.Task("A", async context =>
        {
            started.SetResult();
            await Task.Delay(Timeout.InfiniteTimeSpan, time, context.CancellationToken).ContinueWith(_ => { }, TaskScheduler.Default);
            return 1;
        }));
        var run = flow.RunOnAsync(store, Options, stop: stop);
        await started.Task;

        stop.Request(new Cancelled { Message = "Flow run is cancelled" });

        var state = await run;
        state.State.ShouldBeOfType<Cancelled>();
        state.Result(flow.Output).ShouldBe(1);
    }
}
