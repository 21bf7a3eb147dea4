using Flows.States;

namespace Flows.Sdk.Tests.Engine;

/// <summary>Children that are ready together are taken without a lock; these hold for each of them all the same.</summary>
public sealed class SchedulingTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(8)]
    public async Task RunAsync_ManyChildren_RunsEachOnceAndNoMoreThanAllowedAtATime(int limit)
    {
        const int Count = 20_000;
        var calls = new int[Count];
        var (active, most) = (0, 0);
        var flow = Flow.Define("F", f => f.Task("A", () => Enumerable.Range(0, Count).ToList()).Map("B", v =>
        {
            var now = Interlocked.Increment(ref active);
            for (var seen = most; now > seen; seen = most) Interlocked.CompareExchange(ref most, now, seen);
            calls[v]++;
            Interlocked.Decrement(ref active);
            return v;
        }));

        var state = await flow.RunAsync(options: new() { MaxConcurrency = limit });

        calls.ShouldAllBe(c => c == 1);
        most.ShouldBeInRange(1, limit);
        state.Result(flow.Output).ShouldBe(Enumerable.Range(0, Count));
    }

    [Fact]
    public async Task RunAsync_ChildThatWaitsForTheLastOfItsSiblings_HoldsUpNoOther()
    {
        var last = new TaskCompletionSource();
        var flow = Flow.Define("F", f => f.Task("A", () => Enumerable.Range(0, 1_000).ToList()).Map("B", async Task<int> (v) =>
        {
            if (v == 0) await last.Task;
            if (v == 999) last.SetResult();
            return v;
        }));

        var state = await flow.RunAsync(options: new() { MaxConcurrency = 2 });

        state.Result(flow.Output).Count.ShouldBe(1_000);
    }

    [Fact]
    public async Task RunAsync_OneWorker_TakesTheChildrenOfAChainOfMapsInOrder()
    {
        var order = new List<string>();
        var flow = Flow.Define("F", f => f.Task("A", () => new[] { 0, 1, 2 })
            .Map("B", v => Note("B", v))
            .Map("C", v => Note("C", v)));
        int Note(string name, int value)
        {
            order.Add($"{name}{value}");
            return value;
        }

        await flow.RunAsync(options: new() { MaxConcurrency = 1 });

        order.ShouldBe(["B0", "B1", "B2", "C0", "C1", "C2"]);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public async Task RunAsync_CancelledByAChild_StartsNoFurtherChildAndLeavesAllFinished(int limit)
    {
        using var source = new CancellationTokenSource();
        var started = 0;
        var flow = Flow.Define("F", f => f.Task("A", () => Enumerable.Range(0, 10_000).ToList()).Map("B", v =>
        {
            if (Interlocked.Increment(ref started) == 100) source.Cancel();
            return v;
        }));

        var state = await flow.RunAsync(options: new() { MaxConcurrency = limit }, cancellationToken: source.Token);

        state.State.ShouldBeOfType<Cancelled>();
        started.ShouldBeInRange(100, 100 + (limit == 1 ? 0 : 5_000));
        state[flow.Output].Children.ShouldAllBe(c => c.State.IsFinished);
        state[flow.Output].Children.Count(c => c.State is Success).ShouldBe(started);
    }

    [Fact]
    public async Task RunAsync_ChildrenThatAreTriedAgain_RunBesideThoseThatWereReadyAtOnce()
    {
        var flow = Flow.Define("F", f => f.Task("A", () => Enumerable.Range(0, 500).ToList())
            .Map("B", (v, context) => v % 3 == 0 && context.Attempt == 1 ? throw new InvalidOperationException("boom") : v)
            .WithRetries(1));

        var state = await flow.RunAsync(options: new() { MaxConcurrency = 4 });

        state.Result(flow.Output).ShouldBe(Enumerable.Range(0, 500));
        state[flow.Output].Children.ShouldAllBe(c => c.Attempts == (c.MapIndex % 3 == 0 ? 2 : 1));
    }
}
