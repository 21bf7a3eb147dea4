using Flows.States;
using Microsoft.Extensions.Time.Testing;

namespace Flows.Sdk.Tests.Engine;

/// <summary>What a task may know of its run, by the keys of the protocol (contract section 8.8).</summary>
public sealed class ContextTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 23, 59, 0, TimeSpan.Zero);
    private readonly FakeTimeProvider time = new(Now);
    private readonly RecordingRunStore store = new();
    private IReadOnlyDictionary<string, object?> values = new Dictionary<string, object?>();

    private FlowRunOptions Options => new() { MaxConcurrency = 1, TimeProvider = time };

    [Fact]
    public async Task Values_OfAFlowRun_AreItsFacts()
    {
        store.Facts = store.Facts with { ScheduledStartTime = Now, FlowId = "flow-1", ProjectName = "Hello_Project", Version = 3, Parameters = new Dictionary<string, object?> { ["name"] = "Ann" } };

        await RunAsync();

        Text("flow_name", "flow_id", "flow_run_id", "flow_run_name", "flow_run_version", "project_name", "running_with_backend", "checkpointing", "raise_on_exception")
            .ShouldBe("F flow-1 run-1 brave-otter 3 Hello_Project False False False");
        values["scheduled_start_time"].ShouldBe(Now);
        values["parameters"].ShouldBeAssignableTo<IReadOnlyDictionary<string, object?>>()!["name"].ShouldBe("Ann");
    }

    [Fact]
    public async Task Values_OfATaskRun_AreItsFacts()
    {
        await RunAsync();

        Text("task_name", "task_full_name", "task_slug", "task_run_id", "task_run_name", "task_run_count", "task_loop_count", "map_index", "resume")
            .ShouldBe("A A[1] A-x-1 id of A-x-1[1] A[1] 1 1 1 False");
        values["task_loop_result"].ShouldBeNull();
        values["task_tags"].ShouldBe(new[] { "x" });
    }

    [Fact]
    public async Task Values_OfATaskThatIsNotMapped_HaveNoMapIndex()
    {
        var flow = Flow.Define("F", f => f.Task("A", run => run.Values["map_index"] is null && run.MapIndex is null));

        (await flow.RunOnAsync(store)).Result(flow.Output).ShouldBeTrue();
    }

    [Fact]
    public async Task Values_Dates_AreOfTheMomentAtWhichTheRunBegan()
    {
        await RunAsync();

        Text("today", "yesterday", "tomorrow", "today_nodash", "yesterday_nodash", "tomorrow_nodash").ShouldBe("2026-03-01 2026-02-28 2026-03-02 20260301 20260228 20260302");
        values["date"].ShouldBe(Now);
    }

    [Theory]
    [InlineData("2024-02-29T10:00:00+00:00")]
    [InlineData("2024-02-29")]
    public async Task Values_DateThatWasGiven_DecidesTheOthers(string date)
    {
        store.Facts = store.Facts with { Context = new Dictionary<string, object?> { ["date"] = date } };

        await RunAsync();

        Text("today", "tomorrow_nodash").ShouldBe("2024-02-29 20240301");
    }

    [Fact]
    public async Task Today_InATask_IsTheDayOfItsDate()
    {
        var flow = Flow.Define("F", f => f.Task("A", run => (run.Today, run.Date)));

        (await flow.RunOnAsync(store, Options)).Result(flow.Output).ShouldBe((new DateOnly(2026, 3, 1), Now));
    }

    [Fact]
    public async Task Values_GivenWithTheRun_GoBeforeThoseOfTheConfiguration()
    {
        store.Facts = store.Facts with { Context = new Dictionary<string, object?> { ["region"] = "north", ["flow_name"] = "not me" } };

        await RunAsync(Options with { Context = new Dictionary<string, object?> { ["region"] = "south", ["team"] = "data" } });

        Text("region", "team", "flow_name").ShouldBe("north data F");
    }

    [Fact]
    public async Task Values_OfAResumedRoundThatIsRetried_TellSo()
    {
        var flow = Flow.Define("F", f => f.Task("A", run =>
        {
            values = run.Values;
            return !run.IsResumed ? throw FlowSignal.Pause("wait") : run.LoopCount == 1 ? Loop.Again(5) : run.Attempt == 1 ? throw new IOException("x") : 1;
        }).WithRetries(1));

        (await flow.RunOnAsync(store, Options with { OnPaused = (_, _) => Task.FromResult(true) })).Result(flow.Output).ShouldBe(1);

        Text("task_run_count", "task_loop_count", "task_loop_result", "resume").ShouldBe("2 2 5 True");
    }

    [Fact]
    public async Task Exception_OfARunThatRaises_ComesOutAsItWasThrown()
    {
        var boom = new InvalidOperationException("boom");
        var flow = Flow.Define("F", f => f.Task("A", int () => throw boom).WithRetries(3).OnState((_, _, next) => store.OnSet("seen", next)));

        (await Should.ThrowAsync<InvalidOperationException>(() => flow.RunOnAsync(store, Options with { RaiseOnException = true }))).ShouldBeSameAs(boom);

        store.History("A-1").ShouldBe(["Running", "Failed"]);
        store.History(RecordingRunStore.FlowRun).ShouldBe(["Running", "Failed"]);
    }

    [Fact]
    public async Task Signal_InARunThatRaises_IsNoException()
    {
        var flow = Flow.Define("F", f => f.Task("A", int () => throw FlowSignal.Fail("no")));

        (await flow.RunOnAsync(store, Options with { RaiseOnException = true })).State.ShouldBeOfType<Failed>();
    }

    private async Task RunAsync(FlowRunOptions? options = null)
    {
        var flow = Flow.Define("F", f =>
        {
            f.Parameter("name", "Bob");
            f.Task("List", () => new[] { 1, 2 }).Map("A", (v, run) =>
            {
                if (v == 2) values = run.Values;
            }).WithTags("x");
        });
        (await flow.RunOnAsync(store, options ?? Options)).IsSuccessful.ShouldBeTrue();
    }

    private string Text(params string[] keys) => string.Join(' ', keys.Select(k => values[k]));
}
