using Flows.States;

namespace Flows.Sdk.Tests.Engine;

/// <summary>State handlers of tasks (contract section 8.3).</summary>
public sealed class StateHandlerTests
{
    private readonly RecordingRunStore store = new();
    private readonly List<string> seen = [];

    [Fact]
    public async Task OnState_TaskThatIsRetriedOnce_IsToldOfEachChangeInOrder()
    {
        var flow = Flow.Define("F", f => f.Task("A", run => run.Attempt == 1 ? throw new InvalidOperationException("boom") : 1).WithRetries(1).OnState(Note));

        await flow.RunOnAsync(store);

        seen.ShouldBe(["Pending -> Running", "Running -> Failed", "Failed -> Retrying", "Retrying -> Running", "Running -> Success"]);
    }

    [Fact]
    public async Task OnState_SeveralHandlers_EachGetsTheStateThatTheOneBeforeLeft()
    {
        var flow = Flow.Define("F", f => f.Task("A", () => 1)
            .OnState((_, _, next) => next is Success ? new Success { Message = "first", Result = StateResult.Of(2) } : null)
            .OnState((_, _, next) => next is Success ? new Success { Message = next.Message + " second", Result = next.Result } : null));

        var state = await flow.RunOnAsync(store);

        state[flow.Output].State.Message.ShouldBe("first second");
        state.Result(flow.Output).ShouldBe(2);
    }

    [Fact]
    public async Task OnState_BeforeTheStoreIsTold_TheTaskIsStillInItsOldState()
    {
        var flow = Flow.Define("F", f => f.Task("A", () => 1).OnState((task, old, next) =>
        {
            task.State.ShouldBeSameAs(old);
            seen.Add($"{task.Name} {next.Type} {store.History("A-1").Count}");
        }));

        await flow.RunOnAsync(store);

        seen.ShouldBe(["A Running 0", "A Success 1"]);
    }

    [Fact]
    public async Task OnState_ReplacesAFailure_NoRetryFollows()
    {
        var flow = Flow.Define("F", f => f.Task("A", int () => throw new InvalidOperationException("boom")).WithRetries(3)
            .OnState((_, _, next) => next is Failed ? new Success { Result = StateResult.Of(-1) } : null));

        var state = await flow.RunOnAsync(store);

        store.History("A-1").ShouldBe(["Running", "Success"]);
        state.Result(flow.Output).ShouldBe(-1);
    }

    [Fact]
    public async Task OnState_ReplacesRunning_TheTaskIsNotRun()
    {
        var flow = Flow.Define("F", f => f.Task("A", () => seen.Add("A")).OnState((_, _, next) => next is Running ? new Skipped { Message = "not today" } : null));

        await flow.RunOnAsync(store);

        store.History("A-1").ShouldBe(["Skipped"]);
        seen.ShouldBeEmpty();
    }

    [Fact]
    public async Task OnState_TriggerFailureAndSkip_AreToldAsWell()
    {
        var flow = Flow.Define("F", f =>
        {
            f.Task("A", int () => throw new InvalidOperationException("boom")).Then("B", v => v).OnState(Note);
            f.Task("C", int () => throw FlowSignal.Skip("no")).Then("D", v => v).OnState(Note);
        });

        await flow.RunOnAsync(store);

        seen.ShouldBe(["Pending -> TriggerFailed", "Pending -> Skipped"]);
    }

    [Fact]
    public async Task OnState_OfAMappedTask_IsToldOfTheParentAndOfEachChild()
    {
        var flow = Flow.Define("F", f => f.Task("A", () => new[] { 1, 2 }).Map("B", v => v).OnState((task, _, next) => seen.Add($"{task.Name} {next.Type}")));

        await flow.RunOnAsync(store);

        seen.ShouldBe(["B Mapped", "B[0] Running", "B[0] Success", "B[1] Running", "B[1] Success"]);
    }

    [Fact]
    public async Task OnState_Throws_FailsTheTaskAtOnceWithoutARetry()
    {
        using var logs = new CapturedLogs();
        var flow = Flow.Define("F", f => f.Task("A", () => 1).WithRetries(2).OnState((_, _, next) =>
        {
            if (next is Success) throw new InvalidOperationException("the mail server is down");
        }));

        var state = await flow.RunOnAsync(store, new() { MaxConcurrency = 1, LoggerFactory = logs });

        store.History("A-1").ShouldBe(["Running", "Failed"]);
        state[flow.Output].State.Message.ShouldBe("Unexpected error while calling state handlers: InvalidOperationException: the mail server is down");
        logs.Lines.ShouldContain("Task 'A': Exception raised while calling state handlers");
    }

    [Theory]
    [InlineData("fail", "Running Failed Retrying Running Success")]
    [InlineData("skip", "Running Skipped")]
    [InlineData("pause", "Running Paused")]
    [InlineData("end", "Running Failed")]
    public async Task OnState_ThrowsASignal_ItsStateIsTakenAndPauseAndEndAreFinal(string which, string history)
    {
        var first = true;
        var flow = Flow.Define("F", f => f.Task("A", () => 1).WithRetries(1).OnState((_, _, next) =>
        {
            if (next is not Success || !first) return;
            first = false;
            throw which switch
            {
                "fail" => FlowSignal.Fail("no"),
                "skip" => FlowSignal.Skip("no"),
                "pause" => FlowSignal.Pause("no"),
                _ => FlowSignal.End(new Failed { Message = "no" }),
            };
        }));

        await flow.RunOnAsync(store);

        store.History("A-1").ShouldBe(history.Split(' '));
        store.States("A-1")[1].Message.ShouldBe("no");
    }

    [Fact]
    public async Task OnState_ReturnsAStateThatCannotBe_FailsTheTask()
    {
        var flow = Flow.Define("F", f => f.Task("A", () => 1).OnState((_, _, next) => next is Success ? new Running() : null));

        var state = await flow.RunOnAsync(store);

        state[flow.Output].State.Message!.ShouldEndWith("A state handler returned Running in place of Success: it may return a state that is finished, or one that waits for a time.");
    }

    [Fact]
    public async Task OnState_ReturnsAResultOfAnotherType_FailsTheTask()
    {
        var flow = Flow.Define("F", f => f.Task("A", () => 1).OnState((_, _, next) => next is Success ? new Success { Result = StateResult.Of("one") } : null));

        var state = await flow.RunOnAsync(store);

        state[flow.Output].State.Message.ShouldBe("Task 'A' yields int, and its result is a string.");
    }

    [Fact]
    public async Task OnState_ReturnsASuccessOnAServer_ItsResultTravels()
    {
        var server = new RecordingRunStore { OutlivesProcess = true };
        var flow = Flow.Define("F", f => f.Task("A", () => 1).OnState((_, _, next) => next is Success ? new Success { Result = StateResult.Of(2) } : null));

        await flow.RunOnAsync(server);

        server.States("A-1")[^1].Result.Location.ShouldBe("2");
        server.States("A-1")[^1].Context.ShouldContainKey("tags");
    }

    [Fact]
    public async Task OnState_Asynchronous_IsWaitedFor()
    {
        var flow = Flow.Define("F", f => f.Task("A", () => 1)
            .OnState(async (_, _, next) =>
            {
                await Task.Yield();
                return next is Success ? new Success { Result = StateResult.Of(2) } : null;
            })
            .OnState(async (_, _, next) =>
            {
                await Task.Yield();
                seen.Add(next.Type);
            }));

        (await flow.RunOnAsync(store)).Result(flow.Output).ShouldBe(2);

        seen.ShouldBe(["Running", "Success"]);
    }

    [Fact]
    public async Task OnFailure_OnlyFailures_AreTold()
    {
        var flow = Flow.Define("F", f => f.Task("A", run => run.Attempt == 1 ? throw new InvalidOperationException("boom") : 1).WithRetries(1)
            .OnFailure((task, failed) => seen.Add($"{task.Name}: {failed.Exception!.Message}"))
            .OnFailure(async (task, _) =>
            {
                await Task.Yield();
                seen.Add(task.Slug);
            }));

        await flow.RunOnAsync(store);

        seen.ShouldBe(["A: boom", "A-1"]);
    }

    [Fact]
    public async Task OnTaskState_OfTheOptions_IsToldAfterTheStoreAndCannotHarmTheRun()
    {
        var flow = Flow.Define("F", f => f.Task("A", () => 1));
        var options = new FlowRunOptions
        {
            MaxConcurrency = 1,
            OnTaskState = (task, old, next) =>
            {
                seen.Add($"{task.Name}: {old.Type} -> {next.Type} ({store.History("A-1").Count} stored)");
                throw new InvalidOperationException("boom");
            },
        };

        (await flow.RunOnAsync(store, options)).IsSuccessful.ShouldBeTrue();

        seen.ShouldBe(["A: Pending -> Running (1 stored)", "A: Running -> Success (2 stored)"]);
    }

    [Fact]
    public async Task OnState_LateResultOfAnAbandonedTask_IsNotTold()
    {
        using var source = new CancellationTokenSource();
        using var logs = new CapturedLogs();
        var release = new TaskCompletionSource<int>();
        var flow = Flow.Define("F", f => f.Task("A", async Task<int> () =>
        {
            await source.CancelAsync();
            return await release.Task;
        }).OnState(Note));

        var state = await flow.RunAsync(options: new() { GracePeriod = TimeSpan.Zero, LoggerFactory = logs }, cancellationToken: source.Token);
        release.SetResult(1);
        await logs.WaitForAsync("Task 'A': it ended as Success after its run was given up; that is dropped.");

        seen.ShouldBe(["Pending -> Running"]);
        state[flow.Output].LateResults.ShouldBe(1);
        state.LateResults.ShouldBe(1);
    }

    private void Note(TaskState task, State old, State next)
    {
        lock (seen) seen.Add($"{old.Type} -> {next.Type}");
    }
}
