using Flows.States;
using Microsoft.Extensions.Time.Testing;

namespace Flows.Sdk.Tests.Engine;

public sealed class PauseTests
{
    private readonly FakeTimeProvider time = new(new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));
    private readonly RecordingRunStore store = new();
    private readonly List<string> ran = [];

    [Fact]
    public async Task Manual_ResumedAtTheDesk_Runs()
    {
        var asked = new List<string>();
        var flow = Approval();

        var state = await flow.RunOnAsync(store, Options((task, _) =>
        {
            asked.Add($"{task.Name}: {task.State.Message}");
            return Task.FromResult(true);
        }));

        asked.ShouldBe(["Deploy: Trigger was 'manual_only': the task waits until somebody resumes it."]);
        store.History("Deploy-1").ShouldBe(["Paused", "Running", "Success"]);
        store.States("Deploy-1")[0].ShouldBeOfType<Paused>().StartTime.ShouldBeNull();
        state.IsSuccessful.ShouldBeTrue();
    }

    [Fact]
    public async Task Manual_NotResumed_LeavesTheRunRunningAndWhatIsDownstreamPending()
    {
        var flow = Approval();

        var state = await flow.RunOnAsync(store, Options((_, _) => Task.FromResult(false)));

        state.State.ShouldBeOfType<Running>();
        state[flow.Output].State.ShouldBeOfType<Pending>();
        ran.ShouldBe(["Build"]);
    }

    [Fact]
    public async Task Manual_NobodyToAsk_StaysPaused()
    {
        var flow = Approval();

        (await flow.RunOnAsync(store, Options(null))).State.ShouldBeOfType<Running>();

        store.History("Deploy-1").ShouldBe(["Paused"]);
    }

    [Fact]
    public async Task Manual_WhileSomebodyIsAsked_OtherTasksGoOn()
    {
        var answer = new TaskCompletionSource<bool>();
        var flow = Flow.Define("F", f =>
        {
            f.Task("A", () => ran.Add("A")).When(Trigger.Manual);
            f.Task("B", () =>
            {
                ran.Add("B");
                answer.SetResult(true);
            });
        });

        await flow.RunOnAsync(store, Options((_, _) => answer.Task));

        ran.ShouldBe(["B", "A"]);
    }

    [Fact]
    public async Task Manual_ResumedTaskThatFails_NeedsNoSecondApprovalForItsRetry()
    {
        var asked = 0;
        var flow = Flow.Define("F", f => f.Task("A", run => run.Attempt == 1 ? throw new InvalidOperationException("flaky") : run.IsResumed)
            .When(Trigger.Manual).WithRetries(1));

        var state = await flow.RunOnAsync(store, Options((_, _) => Task.FromResult(++asked > 0)));

        asked.ShouldBe(1);
        state.Result(flow.Output).ShouldBeTrue();
    }

    [Fact]
    public async Task Manual_AskingThrows_StaysPausedAndSaysWhy()
    {
        using var logs = new CapturedLogs();
        var flow = Approval();

        var state = await flow.RunOnAsync(store, Options((_, _) => throw new IOException("no terminal")) with { LoggerFactory = logs });

        state.State.ShouldBeOfType<Running>();
        logs.Lines.ShouldContain("Task 'Deploy': OnPaused of the run's options threw, so the task stays paused.");
    }

    [Fact]
    public async Task Manual_FlowRunCancelledWhileAsked_EndsAtOnce()
    {
        using var source = new CancellationTokenSource();
        var flow = Approval();

        var state = await flow.RunAsync(
            options: Options(async (_, token) =>
            {
                await source.CancelAsync();
                await Task.Delay(Timeout.InfiniteTimeSpan, time, token);
                return true;
            }),
            cancellationToken: source.Token);

        state[flow.Output].State.ShouldBeOfType<Cancelled>();
    }

    [Fact]
    public async Task Pause_Thrown_RunsTheTaskAgainWithoutCountingAnAttempt()
    {
        var flow = Flow.Define("F", f => f.Task("A", run => run.IsResumed ? run.Attempt : throw FlowSignal.Pause("wait for the bank")));

        var state = await flow.RunOnAsync(store, Options((_, _) => Task.FromResult(true)));

        store.History("A-1").ShouldBe(["Running", "Paused", "Running", "Success"]);
        store.States("A-1")[1].Message.ShouldBe("wait for the bank");
        state.Result(flow.Output).ShouldBe(1);
    }

    [Fact]
    public async Task Pause_UntilATime_GoesOnByItself()
    {
        var flow = Flow.Define("F", f => f.Task("A", run => run.IsResumed ? 1 : throw FlowSignal.Pause("not before one", time.GetUtcNow().AddHours(1))));
        store.OnSet = (_, state) =>
        {
            if (state is Paused paused) time.SetUtcNow(paused.StartTime!.Value);
            return null;
        };

        (await flow.RunOnAsync(store, Options(null))).Result(flow.Output).ShouldBe(1);
    }

    [Fact]
    public async Task RunAsync_TaskThatAnAgentSubmittedAfterItsResume_Runs()
    {
        var flow = Approval();
        var later = new RecordingRunStore
        {
            OutlivesProcess = true,
            Facts = new() { Id = "run-1", Name = "brave-otter", State = new Running(), Parameters = new Dictionary<string, object?>() },
        };
        later.Stored["Build-1"] = new Success();
        later.Stored["Deploy-1"] = new Submitted { Inner = new Resume { StartTime = time.GetUtcNow() } };

        (await flow.RunOnAsync(later, Options(null))).IsSuccessful.ShouldBeTrue();

        later.History("Deploy-1").ShouldBe(["Running", "Success"]);
    }

    [Fact]
    public async Task RunAsync_PausedOnAServer_LeavesTheRunToWhoResumesIt()
    {
        var server = new RecordingRunStore { OutlivesProcess = true };

        var state = await Approval().RunOnAsync(server, Options((_, _) => throw new InvalidOperationException("nobody is asked here")));

        state.State.ShouldBeOfType<Running>();
        server.History(RecordingRunStore.FlowRun).ShouldBe(["Running"]);
    }

    private FlowRunOptions Options(Func<TaskState, CancellationToken, Task<bool>>? ask) => new() { MaxConcurrency = 1, TimeProvider = time, OnPaused = ask };

    private Flow<TaskResult<Unit>> Approval() => Flow.Define("F", f =>
    {
        var build = f.Task("Build", () => ran.Add("Build"));
        var deploy = f.Task("Deploy", () => ran.Add("Deploy")).After(build).When(Trigger.Manual);
        return f.Task("Tell", () => { }).After(deploy);
    });
}
