using Flows.Results;
using Flows.States;

namespace Flows.Sdk.Tests.Engine;

/// <summary>A process that goes on with a run of which an earlier process did a part.</summary>
public sealed class ReentryTests : IDisposable
{
    private readonly List<string> ran = [];
    private readonly CapturedLogs logs = new();
    private readonly RecordingRunStore store = new()
    {
        OutlivesProcess = true,
        Facts = new() { Id = "run-1", Name = "brave-otter", State = new Running(), Parameters = new Dictionary<string, object?>() },
    };

    private FlowRunOptions Options => new() { MaxConcurrency = 1, LoggerFactory = logs };

    public void Dispose() => logs.Dispose();

    [Fact]
    public async Task RunAsync_FinishedTaskWithAResultInItsState_IsReused()
    {
        var flow = Chain();
        store.Stored["A-1"] = Success("[1,2]");

        var state = await flow.RunOnAsync(store, Options);

        ran.ShouldBe(["B"]);
        store.History("A-1").ShouldBeEmpty();
        state.Result(flow.Output).ShouldBe(2);
    }

    [Fact]
    public async Task RunAsync_FinishedTaskWhoseNeededResultIsLost_RunsAgainAndSaysSo()
    {
        var flow = Chain();
        store.Stored["A-1"] = Lost;

        var state = await flow.RunOnAsync(store, Options);

        ran.ShouldBe(["A", "B"]);
        store.History("A-1").ShouldBe(["Running", "Success"]);
        state.Result(flow.Output).ShouldBe(2);
        logs.Lines.ShouldContain("Task 'A': its result was only in the memory of an earlier process and is needed; it runs again.");
    }

    [Fact]
    public async Task RunAsync_LostResultThatNobodyNeeds_IsNotMadeAgain()
    {
        var flow = Chain();
        store.Stored["A-1"] = Lost;
        store.Stored["B-1"] = Success("2");

        var state = await flow.RunOnAsync(store, Options);

        ran.ShouldBeEmpty();
        state.Result(flow.Output).ShouldBe(2);
        store.History(RecordingRunStore.FlowRun).ShouldBe(["Success"]);
    }

    [Fact]
    public async Task RunAsync_LostResults_AreMadeAgainUpToTheFirstThatCanBeHad()
    {
        var flow = Flow.Define("F", f => Task(f, "A").Then("B", v => Ran("B", v)).Then("C", v => Ran("C", v)).Then("D", v => Ran("D", v)));
        store.Stored["A-1"] = Success("5");
        store.Stored["B-1"] = Lost;
        store.Stored["C-1"] = Lost;

        var state = await flow.RunOnAsync(store, Options);

        ran.ShouldBe(["B", "C", "D"]);
        state.Result(flow.Output).ShouldBe(5);
    }

    [Fact]
    public async Task RunAsync_MappedParent_ResumesEachChildFromItsOwnState()
    {
        var flow = Flow.Define("F", f => f.Task("A", () => Ran("A", new[] { 10, 20, 30 })).Map("B", (v, c) => Ran($"B{c.MapIndex}", v)));
        store.Stored["A-1"] = Success("[10,20,30]");
        store.Stored["B-1"] = new Mapped { MapStates = 3 };
        store.Stored["B-1[0]"] = Success("10");
        store.Stored["B-1[1]"] = new Retrying { StartTime = DateTimeOffset.UnixEpoch, RunCount = 2 };

        var state = await flow.RunOnAsync(store, Options);

        ran.ShouldBe(["B1", "B2"]);
        store.History("B-1").ShouldBeEmpty();
        state[flow.Output].Children[1].Attempts.ShouldBe(3);
        state.Result(flow.Output).ShouldBe([10, 20, 30]);
    }

    [Fact]
    public async Task RunAsync_LostResultsOfAMap_AreMadeAgainOnlyForTheChildrenThatAreNeeded()
    {
        var flow = Flow.Define("F", f => f.Task("A", () => Ran("A", new[] { 10, 20 }))
            .Map("B", (v, c) => Ran($"B{c.MapIndex}", v)).Map("C", (v, c) => Ran($"C{c.MapIndex}", v)));
        store.Stored["A-1"] = Lost;
        store.Stored["B-1"] = store.Stored["C-1"] = new Mapped { MapStates = 2 };
        store.Stored["B-1[0]"] = store.Stored["B-1[1]"] = Lost;
        store.Stored["C-1[0]"] = Success("10");

        var state = await flow.RunOnAsync(store, Options);

        ran.ShouldBe(["A", "B1", "C1"]);
        state.Result(flow.Output).ShouldBe([10, 20]);
    }

    [Fact]
    public async Task RunAsync_LostResultsThatAreFlattened_AreAllMadeAgain()
    {
        var flow = Flow.Define("F", f => f.Task("A", () => Ran("A", new[] { 10, 20 }))
            .Map("B", (v, c) => Ran($"B{c.MapIndex}", new[] { v, v + 1 })).Flatten().Map("C", (v, c) => Ran($"C{c.MapIndex}", v)));
        store.Stored["A-1"] = Success("[10,20]");
        store.Stored["B-1"] = new Mapped { MapStates = 2 };
        store.Stored["B-1[0]"] = store.Stored["B-1[1]"] = Lost;
        store.Stored["C-1"] = new Mapped { MapStates = 4 };
        store.Stored["C-1[0]"] = store.Stored["C-1[1]"] = store.Stored["C-1[2]"] = Success("1");

        var state = await flow.RunOnAsync(store, Options);

        ran.ShouldBe(["B0", "B1", "C3"]);
        state.Result(flow.Output).ShouldBe([1, 1, 1, 21]);
    }

    [Fact]
    public async Task RunAsync_MapThatIsDone_NeedsNothingOfWhatItWasMappedOver()
    {
        var flow = Flow.Define("F", f => f.Task("A", () => Ran("A", new[] { 10, 20 })).Map("B", v => v).Then("C", list => Ran("C", list.Sum())));
        store.Stored["A-1"] = Lost;
        store.Stored["B-1"] = new Mapped { MapStates = 2 };
        store.Stored["B-1[0]"] = Success("10");
        store.Stored["B-1[1]"] = Success("20");

        var state = await flow.RunOnAsync(store, Options);

        ran.ShouldBe(["C"]);
        state.Result(flow.Output).ShouldBe(30);
    }

    [Fact]
    public async Task RunAsync_ListThatHasAnotherLengthThanBefore_FailsTheMap()
    {
        var flow = Flow.Define("F", f => f.Task("A", () => new[] { 10, 20 }).Map("B", v => v));
        store.Stored["A-1"] = Success("[10,20]");
        store.Stored["B-1"] = new Mapped { MapStates = 3 };

        var state = await flow.RunOnAsync(store, Options);

        state[flow.Output].State.Message.ShouldBe("Task 'B' cannot be mapped: its earlier run has 3 elements and 'item' has 2; all that it is mapped over must have the same number.");
    }

    [Fact]
    public async Task RunAsync_TaskThatIsStillRunningSomewhere_IsLeft()
    {
        var flow = Chain();
        store.Stored["A-1"] = new Running();

        var state = await flow.RunOnAsync(store, Options);

        ran.ShouldBeEmpty();
        state.State.ShouldBeOfType<Running>();
    }

    [Fact]
    public async Task RunAsync_RetryThatAnAgentSubmitted_CountsItsAttempts()
    {
        var flow = Flow.Define("F", f => f.Task("A", c => c.Attempt));
        store.Stored["A-1"] = new Submitted { Inner = new Retrying { StartTime = DateTimeOffset.UnixEpoch, RunCount = 2 } };

        (await flow.RunOnAsync(store, Options)).Result(flow.Output).ShouldBe(3);
    }

    [Fact]
    public async Task RunAsync_ResultsOnAServer_TravelInTheStateUnlessTheyAreLarge()
    {
        var flow = Flow.Define("F", f => (f.Task("Small", () => new[] { 1, 2 }), f.Task("Large", () => new string('x', ResultPointer.MaxBytes)), f.Task("Nothing", () => { })));

        var state = await flow.RunOnAsync(store, Options);

        Pointer("Small-1").ShouldBe(("PrefectResult", "[1,2]"));
        Pointer("Large-1").ShouldBe(("Result", null));
        Pointer("Nothing-1").ShouldBe(("PrefectResult", "null"));
        state.Result(flow.Output.Item2).Length.ShouldBe(ResultPointer.MaxBytes);
        state.Result(flow.Output.Item3).ShouldBe(default);
    }

    private static Success Lost => new() { Result = StateResult.At(ResultPointer.InMemory, null) };

    private static Success Success(string json) => new() { Result = StateResult.At(ResultPointer.Inline, json) };

    private (string?, string?) Pointer(string key)
    {
        var result = store.States(key)[^1].Result;
        return (result.PointerType, result.Location);
    }

    private Flow<TaskResult<int>> Chain() => Flow.Define("F", f => f.Task("A", () => Ran("A", new[] { 1, 2 })).Then("B", v => Ran("B", v.Length)));

    private TaskResult<int> Task(FlowBuilder f, string name) => f.Task(name, () => Ran(name, 1));

    private T Ran<T>(string name, T value)
    {
        ran.Add(name);
        return value;
    }
}
