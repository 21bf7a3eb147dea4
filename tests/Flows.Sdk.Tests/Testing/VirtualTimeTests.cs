using Flows.States;
using Flows.Testing;

namespace Flows.Sdk.Tests.Testing;

public sealed class VirtualTimeTests
{
    private static readonly DateTimeOffset Start = new(2026, 3, 1, 6, 0, 0, TimeSpan.Zero);
    private readonly VirtualTime time = new(Start);

    private FlowRunOptions Options => new() { TimeProvider = time };

    [Fact]
    public async Task RunAsync_ThreeRetriesOfTenMinutes_TakesThirtyMinutesOfThisClock()
    {
        var flow = Flow.Define("F", f => f.Task("A", context => context.Attempt == 4 ? context.TimeProvider.GetUtcNow() : throw new InvalidOperationException("boom"))
            .WithRetries(3, TimeSpan.FromMinutes(10)));

        var state = await flow.RunAsync(options: Options);

        state.Result(flow.Output).ShouldBe(Start.AddMinutes(30));
        state[flow.Output].History.Select(a => (a.StartTime - Start).TotalMinutes).ShouldBe([0, 10, 20, 30]);
        state.Duration.ShouldBe(TimeSpan.FromMinutes(30));
    }

    [Fact]
    public async Task RunAsync_TasksThatWaitForTheClock_WakeInTheOrderOfTheirTimes()
    {
        var woken = new List<string>();
        var flow = Flow.Define("F", f =>
        {
            foreach (var (name, minutes) in new[] { ("late", 180), ("early", 5), ("middle", 60) })
            {
                f.Task(name, async context =>
                {
                    await Task.Delay(TimeSpan.FromMinutes(minutes), context.TimeProvider, context.CancellationToken);
                    woken.Add($"{name} at {(context.TimeProvider.GetUtcNow() - Start).TotalMinutes}");
                });
            }
        });

        (await flow.RunAsync(options: Options)).IsSuccessful.ShouldBeTrue();

        woken.ShouldBe(["early at 5", "middle at 60", "late at 180"]);
    }

    [Fact]
    public async Task RunAsync_TaskThatWorksWhileAnotherWaits_HoldsTimeStill()
    {
        var working = new TaskCompletionSource();
        var flow = Flow.Define("F", f =>
        {
            f.Task("Retried", context =>
            {
                if (context.Attempt == 1) throw new InvalidOperationException("boom");
                working.Task.IsCompleted.ShouldBeTrue();
            }).WithRetries(1, TimeSpan.FromMinutes(10));
            return f.Task("Works", async context =>
            {
                for (var i = 0; i < 50; i++) await Task.Run(() => Thread.SpinWait(1000));
                working.SetResult();
                return context.TimeProvider.GetUtcNow();
            });
        });

        var state = await flow.RunAsync(options: Options);

        state.IsSuccessful.ShouldBeTrue(state.ToString());
        state.Result(flow.Output).ShouldBe(Start);
    }

    [Fact]
    public async Task RunAsync_TaskThatWaitsLongerThanItsTimeout_TimesOut()
    {
        var flow = Flow.Define("F", f => f.Task("A", context => Task.Delay(TimeSpan.FromHours(1), context.TimeProvider, context.CancellationToken))
            .WithTimeout(TimeSpan.FromMinutes(1)));

        var state = await flow.RunAsync(options: Options);

        state[flow.Output].State.ShouldBeOfType<TimedOut>();
        state.Duration.ShouldBe(TimeSpan.FromMinutes(1));
    }

    [Fact]
    public async Task RunAsync_TaskThatIgnoresItsTimeout_IsGivenUpAfterTheGracePeriod()
    {
        var flow = Flow.Define("F", f => f.Task("A", context => Task.Delay(TimeSpan.FromHours(1), context.TimeProvider, CancellationToken.None))
            .WithTimeout(TimeSpan.FromMinutes(1)).WithRetries(1, TimeSpan.FromMinutes(1)));

        var state = await flow.RunAsync(options: Options);

        state[flow.Output].History.Select(a => a.State.Type).ShouldBe(["TimedOut", "TimedOut"]);
        state.Duration.ShouldBe(TimeSpan.FromSeconds(65 + 60 + 65));
    }

    [Fact]
    public async Task RunAsync_FlowWithinATask_SharesTheClock()
    {
        var inner = Flow.Define("Inner", f => f.Task("A", context => context.Attempt == 1 ? throw new InvalidOperationException("boom") : 1).WithRetries(1, TimeSpan.FromHours(2)));
        var outer = Flow.Define("Outer", f => f.Task("Run", async () => (await inner.RunAsync(options: Options)).Duration));

        (await outer.RunAsync(options: Options)).Result(outer.Output).ShouldBe(TimeSpan.FromHours(2));
    }

    [Fact]
    public async Task Delay_WhenNothingRuns_IsOverAtOnce()
    {
        await Task.Delay(TimeSpan.FromDays(1), time);
        time.GetUtcNow().ShouldBe(Start.AddDays(1));

        using var source = new CancellationTokenSource(TimeSpan.FromDays(1), time);
        await Should.ThrowAsync<OperationCanceledException>(() => Task.Delay(TimeSpan.FromDays(3), time, source.Token));
        time.GetUtcNow().ShouldBe(Start.AddDays(2));
    }

    [Fact]
    public async Task RunAsync_Cancelled_GivesTasksTheirGracePeriodOfThisClock()
    {
        using var cancel = new CancellationTokenSource();
        var flow = Flow.Define("F", f =>
        {
            f.Task("Reacts", context =>
            {
                var waiting = Task.Delay(TimeSpan.FromHours(1), context.TimeProvider, context.CancellationToken);
                cancel.Cancel();
                return waiting;
            });
            f.Task("Ignores", context => Task.Delay(TimeSpan.FromHours(1), context.TimeProvider, CancellationToken.None));
        });

        var state = await flow.RunAsync(options: Options with { GracePeriod = TimeSpan.FromSeconds(30) }, cancellationToken: cancel.Token);

        state.State.ShouldBeOfType<Cancelled>();
        state.Tasks.ShouldAllBe(t => t.State is Cancelled);
    }

    [Fact]
    public async Task PeriodicTimer_OfATask_TicksAtItsTimes()
    {
        var flow = Flow.Define("F", f => f.Task("Ticks", async context =>
        {
            var ticks = 0;
            using var own = new PeriodicTimer(TimeSpan.FromMinutes(15), context.TimeProvider);
            while (ticks < 4 && await own.WaitForNextTickAsync(context.CancellationToken)) ticks++;
            return context.TimeProvider.GetUtcNow();
        }));

        (await flow.RunAsync(options: new() { TimeProvider = new VirtualTime(Start) })).Result(flow.Output).ShouldBe(Start.AddHours(1));
    }

    [Fact]
    public void GetTimestamp_MeasuresThisClock()
    {
        var before = time.GetTimestamp();

        time.GetElapsedTime(before).ShouldBe(TimeSpan.Zero);
        new VirtualTime().GetUtcNow().ShouldBe(new DateTimeOffset(2000, 1, 1, 0, 0, 0, TimeSpan.Zero));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(16)]
    public async Task RunAsync_ManyChildrenWithRetries_AllEndAtTheirTimes(int workers)
    {
        var flow = Flow.Define("F", f => f.Task("Numbers", () => Enumerable.Range(0, 200)).Map("B", (v, context) =>
            context.Attempt <= v % 4 ? throw new InvalidOperationException("boom") : context.TimeProvider.GetUtcNow()).WithRetries(3, TimeSpan.FromMinutes(10)));

        var state = await flow.RunAsync(options: new() { TimeProvider = time, MaxConcurrency = workers });

        state.IsSuccessful.ShouldBeTrue();
        state.Result(flow.Output).Select((at, i) => (at - Start).TotalMinutes == i % 4 * 10).ShouldAllBe(right => right);
    }
}
