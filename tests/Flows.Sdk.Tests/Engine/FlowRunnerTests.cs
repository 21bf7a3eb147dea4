using System.Text.Json;
using Flows.Engine;
using Flows.States;
using Microsoft.Extensions.Time.Testing;

namespace Flows.Sdk.Tests.Engine;

/// <summary>The steps of a flow run (contract section 8.4).</summary>
public sealed class FlowRunnerTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);
    private readonly FakeTimeProvider time = new(Now);

    private FlowRunOptions Options => new() { MaxConcurrency = 1, TimeProvider = time };

    private static Flow<TaskResult<int>> Simple { get; } = Flow.Define("F", f => f.Task("A", () => 1));

    [Fact]
    public async Task RunAsync_RunThatIsFinished_DoesNothing()
    {
        var store = Store(new Cancelled { Message = "bye" });

        var state = await Simple.RunOnAsync(store, Options);

        state.State.ShouldBeOfType<Cancelled>();
        store.History(RecordingRunStore.FlowRun).ShouldBeEmpty();
        state[Simple.Output].State.Message.ShouldBe("Task not run.");
    }

    [Fact]
    public async Task RunAsync_RunInTheFuture_EndsUnchanged()
    {
        var store = Store(new Scheduled { StartTime = Now + TimeSpan.FromSeconds(1) });

        (await Simple.RunOnAsync(store, Options)).State.ShouldBeOfType<Scheduled>();

        store.History(RecordingRunStore.FlowRun).ShouldBeEmpty();
    }

    [Fact]
    public async Task RunAsync_SubmittedRun_IsTakenAsWhatItWraps()
    {
        var store = Store(new Submitted { Inner = new Scheduled { StartTime = Now } });

        (await Simple.RunOnAsync(store, Options)).IsSuccessful.ShouldBeTrue();

        store.History(RecordingRunStore.FlowRun).ShouldBe(["Running", "Success"]);
    }

    [Fact]
    public async Task RunAsync_RunThatIsRunning_IsNotSetToRunningAgain()
    {
        var store = Store(new Running());

        await Simple.RunOnAsync(store, Options);

        store.History(RecordingRunStore.FlowRun).ShouldBe(["Success"]);
    }

    [Fact]
    public async Task RunAsync_RunThatIsToBeCancelled_IsCancelledBeforeAnythingRuns()
    {
        var store = Store(new Cancelling());

        (await Simple.RunOnAsync(store, Options)).State.Message.ShouldBe("Flow run is cancelled");

        store.History(RecordingRunStore.FlowRun).ShouldBe(["Cancelled"]);
        store.History("A-1").ShouldBeEmpty();
    }

    [Fact]
    public async Task RunAsync_StoreThatAnswersAnotherState_GoesOnWithThat()
    {
        var store = Store(new Scheduled { StartTime = Now });
        store.OnSet = (_, _) => new Cancelled { Message = "cancelled meanwhile" };

        (await Simple.RunOnAsync(store, Options)).State.Message.ShouldBe("cancelled meanwhile");

        store.History("A-1").ShouldBeEmpty();
    }

    [Fact]
    public async Task RunAsync_QueuedByTheStore_AsksAgainUntilItMayStart()
    {
        var store = Store(new Scheduled { StartTime = Now });
        var asked = 0;
        store.OnSet = (key, state) =>
            key == RecordingRunStore.FlowRun && state is Running && ++asked < 3 ? new Queued { Inner = state, StartTime = Now } : null;
        var run = Simple.RunOnAsync(store, Options);

        while (!run.IsCompleted)
        {
            time.Advance(TimeSpan.FromSeconds(15));
            await Task.Yield();
        }

        (await run).IsSuccessful.ShouldBeTrue();
        store.History(RecordingRunStore.FlowRun).ShouldBe(["Queued", "Queued", "Running", "Success"]);
    }

    [Fact]
    public async Task RunAsync_FlowStateThatCannotBeStored_AbortsTheRun()
    {
        var store = Store(new Scheduled { StartTime = Now });
        store.OnSet = (key, _) => key == RecordingRunStore.FlowRun ? throw new RunStoreException("the server is gone") : null;

        (await Should.ThrowAsync<RunStoreException>(() => Simple.RunOnAsync(store, Options))).Message.ShouldBe("the server is gone");

        store.History("A-1").ShouldBeEmpty();
    }

    [Theory]
    [InlineData("Running")]
    [InlineData("Success")]
    public async Task RunAsync_TaskStateThatCannotBeStored_EndsTheTaskLocallyAndNothingDownstreamRuns(string refused)
    {
        var ran = false;
        var flow = Flow.Define("F", f =>
        {
            var a = f.Task("A", () => 1);
            return (a, a.Then("B", _ => ran = true));
        });
        var store = Store(new Scheduled { StartTime = Now });
        store.OnSet = (key, state) => key == "A-1" && state.Type == refused ? throw new RunStoreException("the server is gone") : null;

        var state = await flow.RunOnAsync(store, Options);

        state[flow.Output.a].State.ShouldBeOfType<ClientFailed>().Inner!.Type.ShouldBe(refused);
        state[flow.Output.Item2].State.IsPending.ShouldBeTrue();
        store.History("B-1").ShouldBeEmpty();
        ran.ShouldBeFalse();
        state.State.ShouldBeOfType<Running>();
        store.History(RecordingRunStore.FlowRun).ShouldBe(["Running"]);
    }

    [Fact]
    public async Task RunAsync_LongRetryOnAServer_LeavesTheTaskAndTheRun()
    {
        var flow = Flow.Define("F", f =>
        {
            var a = f.Task("A", int () => throw new InvalidOperationException("boom")).WithRetries(1, TimeSpan.FromMinutes(11));
            return a.Then("B", v => v);
        });
        var store = Store(new Scheduled { StartTime = Now }, outlivesProcess: true);

        var state = await flow.RunOnAsync(store, Options);

        store.History("A-1").ShouldBe(["Running", "Failed", "Retrying"]);
        store.History("B-1").ShouldBeEmpty();
        store.History(RecordingRunStore.FlowRun).ShouldBe(["Running"]);
        state.State.ShouldBeOfType<Running>();
    }

    [Fact]
    public async Task RunAsync_RetryOfTenMinutesOnAServer_IsWaitedFor()
    {
        var flow = Flow.Define("F", f => f.Task("A", c => c.Attempt == 1 ? throw new InvalidOperationException("boom") : 1).WithRetries(1, TimeSpan.FromMinutes(10)));
        var store = Store(new Scheduled { StartTime = Now }, outlivesProcess: true);
        var run = flow.RunOnAsync(store, Options);

        while (!run.IsCompleted)
        {
            time.Advance(TimeSpan.FromMinutes(1));
            await Task.Yield();
        }

        (await run).IsSuccessful.ShouldBeTrue();
    }

    [Fact]
    public async Task RunAsync_ParameterOnAServer_IsReadFromJsonAndMissingOneFailsItsTask()
    {
        var flow = Flow.Define("F", f => (f.Parameter<int>("n"), f.Parameter<string>("name"), f.Parameter("salutation", "Hello")));
        var store = Store(new Scheduled { StartTime = Now }, outlivesProcess: true);
        store.Facts = store.Facts with { Parameters = new Dictionary<string, object?> { ["n"] = JsonElement.Parse("3") } };

        var state = await flow.RunOnAsync(store, Options);

        state.Result(flow.Output.Item1).ShouldBe(3);
        state.Result(flow.Output.Item3).ShouldBe("Hello");
        state[flow.Output.Item2].State.Message.ShouldBe("Flow 'F' needs a value for its parameter 'name' (string).");
        state.IsFailed.ShouldBeTrue();
    }

    [Fact]
    public async Task RunAsync_NoReferenceTaskFailedNorAllSuccessful_IsSuccessful()
    {
        var store = Store(new Scheduled { StartTime = Now });
        store.OnSet = (key, state) => key == "A-1" && state is Success ? new Cancelled() : null;

        (await Simple.RunOnAsync(store, Options)).State.Message.ShouldBe("No reference tasks failed.");
    }

    [Fact]
    public async Task RunAsync_TaskQueuedByTheStore_WaitsAndStartsLater()
    {
        var store = Store(new Scheduled { StartTime = Now });
        var asked = 0;
        store.OnSet = (key, state) => key == "A-1" && state is Running && ++asked == 1 ? new Queued { Inner = new Pending(), StartTime = Now } : null;

        (await Simple.RunOnAsync(store, Options)).IsSuccessful.ShouldBeTrue();

        store.History("A-1").ShouldBe(["Queued", "Running", "Success"]);
    }

    [Fact]
    public async Task RunAsync_RetryQueuedByTheStore_KeepsTheCountOfItsAttempts()
    {
        var store = Store(new Scheduled { StartTime = Now });
        var asked = 0;
        store.OnSet = (key, state) => key == "A-1" && state is Running && ++asked == 2 ? new Queued { Inner = state, StartTime = Now } : null;
        var flow = Flow.Define("F", f => f.Task("A", run => run.Attempt == 1 ? throw new InvalidOperationException("boom") : run.Attempt).WithRetries(1));

        (await flow.RunOnAsync(store, Options)).Result(flow.Output).ShouldBe(2);

        store.History("A-1").ShouldBe(["Running", "Failed", "Retrying", "Queued", "Running", "Success"]);
    }

    private static RecordingRunStore Store(State state, bool outlivesProcess = false) => new()
    {
        OutlivesProcess = outlivesProcess,
        Facts = new() { Id = "run-1", Name = "brave-otter", State = state, Parameters = new Dictionary<string, object?>() },
    };
}
