using Flows.Results;
using Flows.Sdk.Tests.Results;
using Flows.States;
using Microsoft.Extensions.Time.Testing;

namespace Flows.Sdk.Tests.Engine;

/// <summary>Where results are kept, and where they are found again (contract section 8.10).</summary>
public sealed class ResultKeepingTests : IDisposable
{
    private readonly CapturedLogs logs = new();
    private readonly FakeTimeProvider time = new(new(2026, 11, 24, 12, 0, 0, TimeSpan.Zero));
    private readonly MemoryResultStore results = new();
    private int runs;

    public void Dispose() => logs.Dispose();

    private FlowRunOptions Options => new() { MaxConcurrency = 1, LoggerFactory = logs, TimeProvider = time, Checkpointing = true };

    private RecordingRunStore Server() => new() { OutlivesProcess = true };

    [Fact]
    public async Task RunAsync_TaskWithATarget_KeepsItsResultThere()
    {
        var flow = Flow.Define("F", f => f.Parameter("table", "orders").Then("Load", t => new[] { t, "b" }).WithTarget("rows/{table}/{today}-{value}.json")).WithResultStore(results);

        var state = await flow.RunAsync(options: Options);

        state[flow.Output].State.ShouldBeOfType<Success>();
        results.Locations.ShouldBe(["rows/orders/2026-11-24-orders.json"]);
        (await results.ReadAsync("rows/orders/2026-11-24-orders.json", CancellationToken.None)).ShouldBe("[\"orders\",\"b\"]"u8.ToArray());
    }

    [Fact]
    public async Task RunAsync_ResultAtTheTarget_IsTakenInsteadOfARun()
    {
        var flow = Flow.Define("F", f => f.Task("Load", () => ++runs).WithTarget("n.json")).WithResultStore(results);
        await flow.RunAsync(options: Options);

        var state = await flow.RunAsync(options: Options);

        runs.ShouldBe(1);
        state.Result(flow.Output).ShouldBe(1);
        var cached = state[flow.Output].State.ShouldBeOfType<Cached>();
        cached.Message.ShouldBe("Result found at task target 'n.json'.");
        cached.Expiration.ShouldBeNull();
    }

    [Fact]
    public async Task RunAsync_Argument_GoesBeforeTheContextAndThatBeforeAParameter()
    {
        var flow = Flow.Define("F", f =>
        {
            f.Parameter("today", "parameter");
            f.Parameter("flow_name", "parameter");
            f.Parameter("other", "parameter");
            return f.Parameter("n", 3).Then("Load", n => n).WithTarget("{value}/{flow_name}/{other}");
        }).WithResultStore(results);

        await flow.RunAsync(options: Options);

        results.Locations.ShouldBe(["3/F/parameter"]);
    }

    [Fact]
    public async Task RunAsync_MappedTaskWithATarget_HasOneForEachChild()
    {
        var flow = Flow.Define("F", f => f.Parameter("items", new[] { 5, 6 }).Map("Load", i => { runs++; return i * 2; }).WithTarget("{map_index}/{item}.json")).WithResultStore(results);
        await flow.RunAsync(options: Options);

        var state = await flow.RunAsync(options: Options);

        results.Locations.ShouldBe(["0/5.json", "1/6.json"]);
        runs.ShouldBe(2);
        state.Result(flow.Output).ShouldBe([10, 12]);
    }

    [Fact]
    public async Task RunAsync_TargetThatHoldsSomethingElse_RunsTheTaskAndReplacesIt()
    {
        await results.WriteAsync("n.json", "\"text\""u8.ToArray(), CancellationToken.None);
        var flow = Flow.Define("F", f => f.Task("Load", () => ++runs).WithTarget("n.json")).WithResultStore(results);

        (await flow.RunAsync(options: Options)).Result(flow.Output).ShouldBe(1);

        (await results.ReadAsync("n.json", CancellationToken.None)).ShouldBe("1"u8.ToArray());
        logs.Lines.ShouldContain(l => l.StartsWith("Task 'Load': the result at its target 'n.json' in the memory of this process cannot be read, so the task runs: That JSON is no int"));
    }

    [Fact]
    public async Task RunAsync_TargetWithAFieldThatIsNowhere_FailsAndSaysWhereItLooked()
    {
        var flow = Flow.Define("F", f => f.Task("Load", () => ++runs).WithTarget("{tabel}.json")).WithResultStore(results);

        var state = await flow.RunAsync(options: Options);

        runs.ShouldBe(0);
        state[flow.Output].State.Message.ShouldBe("The target '{tabel}.json' cannot be filled in: there is no 'tabel' among the arguments that task 'Load' was given, the run's context and the flow's parameters.");
    }

    [Fact]
    public async Task RunAsync_WithoutCheckpointing_WritesNothing()
    {
        var flow = Flow.Define("F", f => f.Task("Load", () => ++runs).WithTarget("n.json")).WithResultStore(results);

        await flow.RunAsync(options: Options with { Checkpointing = false });

        results.Locations.ShouldBeEmpty();
    }

    [Fact]
    public async Task RunAsync_TasksOwnStore_GoesBeforeTheFlows_AndTheRunsBeforeBoth()
    {
        var (own, runsOwn) = (new MemoryResultStore(), new MemoryResultStore());
        var flow = Flow.Define("F", f => (f.Task("A", () => 1).WithResultStore(own), f.Task("B", () => 2))).WithResultStore(results);

        await flow.RunAsync(options: Options);
        (own.Locations.Count, results.Locations.Count).ShouldBe((1, 1));

        await flow.RunAsync(options: Options with { ResultStore = runsOwn });
        (own.Locations.Count, results.Locations.Count, runsOwn.Locations.Count).ShouldBe((1, 1, 2));
    }

    [Fact]
    public async Task RunAsync_OnAServer_KeepsResultsInTheStoreUnderTheDayAndTheTaskRun()
    {
        var store = Server();
        var flow = Flow.Define("F", f => f.Task("Load", () => 5)).WithResultStore(results);

        await flow.RunOnAsync(store, Options with { Checkpointing = false });

        results.Locations.ShouldBe(["2026/11/24/id of Load-1.json"]);
        var result = store.States("Load-1")[^1].Result;
        (result.PointerType, result.Location).ShouldBe(("Result", "2026/11/24/id of Load-1.json"));
    }

    [Fact]
    public async Task RunAsync_NullResult_IsNotWritten()
    {
        var store = Server();
        var flow = Flow.Define("F", f => f.Task("Load", () => (string?)null)).WithResultStore(results);

        await flow.RunOnAsync(store, Options);

        results.Locations.ShouldBeEmpty();
        store.States("Load-1")[^1].Result.Location.ShouldBe("null");
    }

    [Fact]
    public async Task RunAsync_WithoutCheckpoint_TheResultStaysInMemory()
    {
        var store = Server();
        var flow = Flow.Define("F", f => f.Task("Load", () => 5).WithCheckpoint(false)).WithResultStore(results);

        await flow.RunOnAsync(store, Options);

        results.Locations.ShouldBeEmpty();
        (store.States("Load-1")[^1].Result.PointerType, store.States("Load-1")[^1].Result.Location).ShouldBe((ResultPointer.InMemory, null));
    }

    [Fact]
    public async Task RunAsync_StoreThatFails_FailsTheTaskAndIsRetried()
    {
        var store = new FailingStore { Failures = 1 };
        var flow = Flow.Define("F", f => f.Task("Load", () => ++runs).WithRetries(1).WithTarget("n.json")).WithResultStore(store);

        var state = await flow.RunAsync(options: Options);

        state.Result(flow.Output).ShouldBe(2);
        logs.Lines.ShouldContain($"Task 'Load': its result could not be kept as 'n.json' in {store}: The disk is full");
    }

    [Fact]
    public async Task RunAsync_ValueThatWouldComeBackAsLess_FailsTheTask()
    {
        var flow = Flow.Define("F", f => f.Task("Load", ResultPointerTests.Animal () => new ResultPointerTests.Dog())).WithResultStore(results);

        var state = await flow.RunAsync(options: Options);

        state[flow.Output].State.Message!.ShouldEndWith("in the memory of this process: a Dog that is written as Animal does not come back from JSON as it was.");
    }

    [Fact]
    public async Task RunAsync_InAnotherProcess_ReadsTheResultFromTheStore()
    {
        await results.WriteAsync("a.json", "5"u8.ToArray(), CancellationToken.None);
        var store = Server();
        store.Facts = store.Facts with { State = new Running() };
        store.Stored["A-1"] = new Success { Result = StateResult.At("Result", "a.json") };
        var flow = Flow.Define("F", f => f.Task("A", () => ++runs).Then("B", a => a + 1)).WithResultStore(results);

        var state = await flow.RunOnAsync(store, Options);

        runs.ShouldBe(0);
        state.Result(flow.Output).ShouldBe(6);
    }

    [Fact]
    public async Task RunAsync_InAnotherProcessWhereTheResultIsGone_RunsTheTaskAgainAndSaysWhy()
    {
        var store = Server();
        store.Facts = store.Facts with { State = new Running() };
        store.Stored["A-1"] = new Success { Result = StateResult.At("Result", "gone.json") };
        var flow = Flow.Define("F", f => f.Task("A", () => ++runs).Then("B", a => a + 1)).WithResultStore(results);

        var state = await flow.RunOnAsync(store, Options);

        state.Result(flow.Output).ShouldBe(2);
        logs.Lines.ShouldContain("Task 'A': its result cannot be had from 'gone.json' (Result) and is needed; it runs again.");
    }

    [Fact]
    public async Task RunAsync_InAnotherProcess_ReadsOnlyResultsThatAreNeeded()
    {
        var reading = new FailingStore();
        var store = Server();
        store.Facts = store.Facts with { State = new Running() };
        store.Stored["A-1"] = new Success { Result = StateResult.At("CustomResult", "a.json") };
        store.Stored["B-1"] = new Success { Result = StateResult.At("CustomResult", "b.json") };
        var flow = Flow.Define("F", f => f.Task("A", () => ++runs).Then("B", a => a + 1)).WithResultStore(reading);

        await flow.RunOnAsync(store, Options);

        reading.Reads.ShouldBe(0);
    }

    public static TheoryData<Action<FlowBuilder>, string> Refused => new()
    {
        { f => f.Task("A", () => 1).WithTarget(" "), "The target of task 'A' in flow 'F' is empty: give it a name such as \"rows/{table}.json\", or null for none." },
        { f => f.Task("A", () => 1).WithTarget("a{b"), "The target of task 'A' in flow 'F' is 'a{b': it has a '{' without a partner at position 2: write '{{' where the brace itself is meant." },
        {
            f => f.Parameter("items", new[] { 1 }).Map("A", i => i).WithTarget("a.json"),
            "The target of task 'A' in flow 'F' is the same for all children of the mapped task, 'a.json': let it have {map_index}, or an argument that differs, 'item'."
        },
        {
            f => f.Secret("TOKEN").Then("A", t => t.Length).WithTarget("{value}.json"),
            "The target of task 'A' in flow 'F' has the field 'value', which is a secret: leave it out, since targets can be seen by many."
        },
        { f => f.Task("A", () => 1).WithTarget("a.json").WithCheckpoint(false), "The target of task 'A' in flow 'F' asks for its results to be kept, and Checkpoint is false: set one of the two." },
        {
            f => f.Task("A", () => typeof(int)).WithTarget("a.json"),
            "Task 'A' of flow 'F' has a target, and yields Type, which cannot be written as JSON: let it yield data, or set Checkpoint to false so that the result stays in memory."
        },
    };

    [Theory]
    [MemberData(nameof(Refused))]
    public void Define_ResultThatCannotBeKept_IsRefused(Action<FlowBuilder> define, string message) =>
        Should.Throw<FlowDefinitionException>(() => Flow.Define("F", define)).Message.ShouldBe(message);

    [Fact]
    public void WithResultStore_FlowWithAResultThatCannotBeKept_IsRefusedAndStaysWithout()
    {
        var flow = Flow.Define("F", f => f.Task("A", () => typeof(int)));

        Should.Throw<FlowDefinitionException>(() => flow.WithResultStore(results)).Message.ShouldBe(
            "Task 'A' of flow 'F' keeps its results in the flow's result store, and yields Type, which cannot be written as JSON: let it yield data, or set Checkpoint to false so that the result stays in memory.");
        flow.ResultStore.ShouldBeNull();
        Flow.Define("F", f => f.Task("A", () => typeof(int)).WithCheckpoint(false)).WithResultStore(results).ResultStore.ShouldBeSameAs(results);
    }

    private sealed class FailingStore : ResultStore
    {
        public int Failures { get; set; }

        public int Reads { get; private set; }

        public override ValueTask WriteAsync(string location, ReadOnlyMemory<byte> content, CancellationToken cancellationToken) =>
            Failures-- > 0 ? throw new IOException("The disk is full.") : default;

        public override ValueTask<byte[]?> ReadAsync(string location, CancellationToken cancellationToken)
        {
            Reads++;
            return new((byte[]?)null);
        }
    }
}
