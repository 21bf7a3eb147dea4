using CsCheck;
using Flows.Engine;
using Flows.States;
using Microsoft.Extensions.Time.Testing;

namespace Flows.Sdk.Tests.Engine;

public sealed class RetryTests
{
    private readonly FakeTimeProvider time = new(new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));
    private readonly RecordingRunStore store = new();
    private readonly List<TimeSpan> waits = [];

    public RetryTests() => store.OnSet = (_, state) =>
    {
        if (state is not Retrying { StartTime: { } start }) return null;
        waits.Add(start - time.GetUtcNow());
        time.SetUtcNow(start);
        return null;
    };

    private FlowRunOptions Options => new() { MaxConcurrency = 1, TimeProvider = time };

    [Fact]
    public async Task WithRetries_Backoff_GrowsUpToTheLongestDelay()
    {
        await FailAsync(t => t.WithRetries(4, TimeSpan.FromSeconds(10), backoff: 3, maxDelay: TimeSpan.FromMinutes(2)));

        waits.Select(w => w.TotalSeconds).ShouldBe([10, 30, 90, 120]);
    }

    [Fact]
    public async Task WithRetries_Constant_WaitsTheSameEachTime()
    {
        await FailAsync(t => t.WithRetries(2, TimeSpan.FromMinutes(10)));

        waits.Select(w => w.TotalMinutes).ShouldBe([10, 10]);
    }

    [Fact]
    public void Of_AnyOptions_StaysWithinTheJitterAndTheLongestDelay() =>
        Gen.Select(Gen.Double[0, 1e6], Gen.Double[1, 100], Gen.Double[0, 1], Gen.Int[1, 400], Gen.Double[0, 0.999]).Sample((seconds, backoff, jitter, attempts, draw) =>
        {
            var options = new TaskOptions { RetryDelay = TimeSpan.FromSeconds(seconds), RetryBackoff = backoff, RetryJitter = jitter, MaxRetryDelay = TimeSpan.FromSeconds(2e6) };

            var delay = RetryDelay.Of(options, attempts, () => draw).TotalSeconds;

            var plain = options.RetryDelay == TimeSpan.Zero ? 0 : Math.Min(options.RetryDelay.TotalSeconds * Math.Pow(backoff, attempts - 1), 2e6);
            delay.ShouldBeInRange(Math.Max(0, (plain * (1 - jitter)) - 0.001), Math.Min(2e6, plain * (1 + jitter)) + 0.001);
        });

    [Fact]
    public void Draw_ForTheSameAttempt_IsTheSameAndElseIsSpread()
    {
        RetryDelay.Draw("run", "A-1", 3, 2).ShouldBe(RetryDelay.Draw("run", "A-1", 3, 2));
        var draws = Enumerable.Range(0, 10_000).Select(i => RetryDelay.Draw("run", "A-1", i, 1)).ToList();
        draws.ShouldAllBe(d => d >= 0 && d < 1);
        for (var tenth = 0; tenth < 10; tenth++)
            draws.Count(d => (int)(d * 10) == tenth).ShouldBeInRange(850, 1150);
    }

    [Fact]
    public async Task WithRetries_Jitter_GivesTheChildrenOfAMapDifferentDelays()
    {
        var flow = Flow.Define("F", f => f.Task("A", () => new[] { 1, 2, 3 }).Map("B", int (int _) => throw new InvalidOperationException("boom"))
            .WithRetries(1, TimeSpan.FromMinutes(10), jitter: 0.5));

        await flow.RunOnAsync(store, Options);

        var delays = Enumerable.Range(0, 3).Select(i => store.States($"B-1[{i}]").OfType<Retrying>().Single().StartTime).ToList();
        delays.Distinct().Count().ShouldBe(3);
    }

    [Fact]
    public async Task RetryOn_AnotherException_KeepsTheFailure()
    {
        await FailAsync(t => t.WithRetries(2).RetryOn(e => e is IOException));

        store.History("A-1").ShouldBe(["Running", "Failed"]);
    }

    [Fact]
    public async Task RetryOn_TheException_IsTriedAgain()
    {
        await FailAsync(t => t.WithRetries(2).RetryOn(e => e is InvalidOperationException));

        store.History("A-1").Count(s => s == "Running").ShouldBe(3);
    }

    [Fact]
    public async Task RetryOn_FailSignal_IsAskedWithTheSignal()
    {
        var flow = Flow.Define("F", f => f.Task("A", int () => throw FlowSignal.Fail("no", new IOException("disk"))).WithRetries(1).RetryOn(e => e.InnerException is IOException));

        await flow.RunOnAsync(store, Options);

        store.History("A-1").ShouldBe(["Running", "Failed", "Retrying", "Running", "Failed"]);
    }

    [Fact]
    public async Task RetryOn_Throws_KeepsTheFailureAndSaysSo()
    {
        using var logs = new CapturedLogs();
        var flow = Flow.Define("F", f => f.Task("A", int () => throw new IOException("disk")).WithRetries(2).RetryOn(_ => throw new FormatException("oops")));

        await flow.RunOnAsync(store, Options with { LoggerFactory = logs });

        store.History("A-1").ShouldBe(["Running", "Failed"]);
        logs.Lines.ShouldContain("Task 'A': its retry predicate threw, so it is not tried again.");
    }

    [Fact]
    public async Task End_WithAFailure_IsNotRetried()
    {
        var flow = Flow.Define("F", f => f.Task("A", int () => throw FlowSignal.End(new Failed { Message = "no use" })).WithRetries(5));

        await flow.RunOnAsync(store, Options);

        store.History("A-1").ShouldBe(["Running", "Failed"]);
        store.States("A-1")[1].Message.ShouldBe("no use");
    }

    private Task<FlowState> FailAsync(Action<TaskResult<int>> with) =>
        Flow.Define("F", f => with(f.Task("A", int () => throw new InvalidOperationException("boom")))).RunOnAsync(store, Options);
}
