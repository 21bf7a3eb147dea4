using Flows.Results;
using Flows.States;

namespace Flows.Sdk.Tests.Engine;

public sealed partial class LoopTests
{
    private readonly RecordingRunStore store = new();

    /// <summary>How many steps it takes to come to 1.</summary>
    [Task]
    private static Loop<int> Collatz(int start, TaskRunContext run)
    {
        var (n, steps) = run.LoopCount == 1 ? (start, 0) : run.LoopResult<(int, int)>();
        return n == 1 ? steps : throw FlowSignal.Loop((n % 2 == 0 ? n / 2 : (3 * n) + 1, steps + 1));
    }

    [Task]
    private static async Task<Loop<int>> CountAsync(int to, TaskRunContext run)
    {
        await Task.Yield();
        var next = run.LoopResult(0) + 1;
        return next < to ? Loop.Again(next) : next;
    }

    [Fact]
    public async Task Again_UntilAResult_RunsTheTaskInRoundsAndYieldsTheResult()
    {
        var flow = Flow.Define("F", f => CountAsync(f.Parameter("to", 3)).Then("Double", v => v * 2));

        var state = await flow.RunOnAsync(store);

        store.History("CountAsync-1").ShouldBe(["Running", "Looped", "Running", "Looped", "Running", "Success"]);
        store.States("CountAsync-1").OfType<Looped>().Select(l => (l.LoopCount, l.Message, l.Result.Value))
            .ShouldBe([(1, "Task is looping (1)", 1), (2, "Task is looping (2)", 2)]);
        state.Result(flow.Output).ShouldBe(6);
        state.Tasks[1].LoopCount.ShouldBe(3);
    }

    [Fact]
    public async Task Loop_Thrown_GivesAValueOfAnyTypeToTheNextRound()
    {
        var flow = Flow.Define("F", f => Collatz(f, 6));

        (await flow.RunOnAsync(store)).Result(flow.Output).ShouldBe(8);
    }

    [Fact]
    public async Task Again_InChildrenOfAMap_EachHasItsOwnRounds()
    {
        var flow = Flow.Define("F", f => CountAsync(f.Parameter<int[]>("to", [1, 3]).Each()));

        var state = await flow.RunOnAsync(store);

        state.Result(flow.Output).ShouldBe([1, 3]);
        store.History("CountAsync-1[0]").ShouldBe(["Running", "Success"]);
        store.History("CountAsync-1[1]").Count(t => t == "Looped").ShouldBe(2);
    }

    [Fact]
    public async Task Again_WrittenInPlace_YieldsTheResult()
    {
        var flow = Flow.Define("F", f =>
        {
            var three = f.Task("Count", run => run.LoopResult(0) is var n && n < 3 ? Loop.Again(n + 1) : n);
            return three.Then("Halve", async (v, run) =>
            {
                await Task.Yield();
                return run.LoopCount < 3 ? Loop.Again(run.LoopResult((double)v) / 2) : run.LoopResult<double>();
            });
        });

        (await flow.RunOnAsync(store)).Result(flow.Output).ShouldBe(0.75);
    }

    [Fact]
    public async Task Again_ARoundFails_IsRetriedWithItsValueAndItsOwnRetries()
    {
        var attempts = new List<(int Round, int Attempt, int Value)>();
        var flow = Flow.Define("F", f => f.Task("A", run =>
        {
            attempts.Add((run.LoopCount, run.Attempt, run.LoopResult(0)));
            if (run.Attempt == 1) throw new InvalidOperationException("flaky");
            return run.LoopCount < 3 ? Loop.Again(run.LoopCount * 10) : 7;
        }).WithRetries(1));

        var state = await flow.RunOnAsync(store);

        attempts.ShouldBe([(1, 1, 0), (1, 2, 0), (2, 1, 10), (2, 2, 10), (3, 1, 20), (3, 2, 20)]);
        store.States("A-1").OfType<Retrying>().Last().Context["_loop_count"].ShouldBe(3);
        state[flow.Output].History.Select(a => (a.Number, a.State.Type)).ShouldBe([(1, "Failed"), (2, "Success")]);
    }

    [Fact]
    public async Task Again_ManyRounds_NeedNoStack()
    {
        var flow = Flow.Define("F", f => f.Task("A", run => run.LoopCount < 20_000 ? Loop.Again(run.LoopCount) : run.LoopCount));

        (await flow.RunAsync()).Result(flow.Output).ShouldBe(20_000);
    }

    [Fact]
    public async Task Again_FlowRunCancelled_EndsTheLoop()
    {
        using var source = new CancellationTokenSource();
        var flow = Flow.Define("F", f => f.Task("A", run =>
        {
            if (run.LoopCount == 3) source.Cancel();
            return run.LoopCount < 1_000_000 ? Loop.Again(0) : 0;
        }));

        var state = await flow.RunAsync(cancellationToken: source.Token);

        state[flow.Output].State.ShouldBeOfType<Cancelled>();
        state[flow.Output].LoopCount.ShouldBeLessThan(1_000_000);
    }

    [Fact]
    public async Task RunAsync_EarlierProcessEndedBetweenTwoRounds_GoesOnWithTheNext()
    {
        var flow = Flow.Define("F", f => f.Task("A", run => run.LoopCount < 4 ? Loop.Again(run.LoopResult(0) + 1) : run.LoopResult(0)));
        var later = Later();
        later.Stored["A-1"] = new Looped { LoopCount = 2, Result = StateResult.At(ResultPointer.Inline, "20") };

        var state = await flow.RunOnAsync(later);

        state.Result(flow.Output).ShouldBe(21);
        later.States("A-1").OfType<Looped>().Single().Result.Location.ShouldBe("21");
    }

    [Fact]
    public async Task RunAsync_ValueOfTheLastRoundIsLost_BeginsWithTheFirst()
    {
        var flow = Flow.Define("F", f => f.Task("A", run => run.LoopCount < 3 ? Loop.Again(run.LoopResult(0) + 1) : run.LoopResult(0)));
        var later = Later();
        later.Stored["A-1"] = new Looped { LoopCount = 2, Result = StateResult.At(ResultPointer.InMemory, null) };

        (await flow.RunOnAsync(later)).Result(flow.Output).ShouldBe(2);

        later.History("A-1").Count(t => t == "Looped").ShouldBe(2);
    }

    [Fact]
    public async Task LoopResult_OfAnotherType_SaysWhatItIs()
    {
        var flow = Flow.Define("F", f => f.Task("A", run => run.LoopCount == 1 ? throw FlowSignal.Loop("seven") : run.LoopResult<DateOnly>().Year));

        var state = await flow.RunOnAsync(store);

        state[flow.Output].Exception!.Message.ShouldBe("Task 'A' asks for what its last round gave it as DateOnly, and it is \"seven\".");
    }

    private static RecordingRunStore Later() => new()
    {
        OutlivesProcess = true,
        Facts = new() { Id = "run-1", Name = "brave-otter", State = new Running(), Parameters = new Dictionary<string, object?>() },
    };
}
