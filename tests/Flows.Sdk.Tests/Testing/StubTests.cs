using Flows.States;
using Flows.Testing;

namespace Flows.Sdk.Tests.Testing;

public sealed class StubTests
{
    private static readonly Flow<Handles> Flow = Flows.Flow.Define("Nightly", f =>
    {
        var table = f.Parameter("table", "orders");
        var rows = TestingTasks.Load(table);
        var counts = TestingTasks.CountAsync(rows.Each());
        return new Handles(rows, counts, TestingTasks.Save(counts));
    });

    public static TheoryData<TaskStubs, string> Refused => new()
    {
        { new TaskStubs().Return("Lod", 1), "Flow 'Nightly' has no task 'Lod' to put a stub in the place of; its tasks are 'Load', 'CountAsync', 'Save'." },
        { new TaskStubs().Return("table", "x"), "'table' is a parameter of flow 'Nightly', which needs no stub: give the run a value for it." },
        { new TaskStubs().Return("CountAsync", "many"), "The stub of task 'CountAsync' of flow 'Nightly' yields \"many\", and the task yields int." },
        { new TaskStubs().Return("CountAsync", null), "The stub of task 'CountAsync' of flow 'Nightly' yields null, and the task yields int." },
        { new TaskStubs().DoNothing(Flow.Output.Rows), "Task 'Load' of flow 'Nightly' yields List<string>: give its stub a value by Return." },
        {
            new TaskStubs().Throw(Flows.Flow.Define("Other", f => f.Task("A", () => 1)).Output, new InvalidOperationException()),
            "A stub is for task 'A' of flow 'Other' (another definition of it, if the name is the same), and this is a run of flow 'Nightly'."
        },
    };

    [Fact]
    public async Task Return_ByHandle_YieldsTheValueAndTheRestRuns()
    {
        var stubs = new TaskStubs().Return(Flow.Output.Rows, ["a", "bbb"]).DoNothing(Flow.Output.Saved);

        var state = await Flow.RunAsync(options: new() { Stubs = stubs });

        state.IsSuccessful.ShouldBeTrue(state.ToString());
        state.Result(Flow.Output.Counts).ShouldBe([1, 3]);
        state[Flow.Output.Rows].Logs.ShouldBeEmpty();
        state[Flow.Output.Saved].Inputs["counts"].ShouldBe(new List<int> { 1, 3 });
    }

    [Fact]
    public async Task Return_OfAMappedTaskByHandle_IsTheWholeListWithoutChildren()
    {
        var stubs = new TaskStubs().Return(Flow.Output.Counts, [7, 8, 9]).DoNothing("Save");

        var state = await Flow.RunAsync(options: new() { Stubs = stubs });

        state.Result(Flow.Output.Counts).ShouldBe([7, 8, 9]);
        state[Flow.Output.Counts].Children.ShouldBeEmpty();
        state[Flow.Output.Saved].Inputs["counts"].ShouldBe(new List<int> { 7, 8, 9 });
    }

    [Fact]
    public async Task Return_OfAMappedTaskThatOthersAreMappedOver_GivesThemItsElements()
    {
        var flow = Flows.Flow.Define("F", f =>
        {
            var doubled = f.Task("Numbers", int[] () => throw new InvalidOperationException("no database")).Map("Double", v => v * 2);
            return (doubled, Sum: TestingTasks.Label(doubled.Each(), "m"));
        });

        var state = await flow.RunAsync(options: new() { Stubs = new TaskStubs().Return("Numbers", new[] { 1 }).Return(flow.Output.doubled, [5, 6]) });

        state.Result(flow.Output.Sum).ShouldBe(["5 m", "6 m"]);
    }

    [Fact]
    public async Task Return_ByName_StandsForEachChildAndEachCall()
    {
        var flow = Flows.Flow.Define("F", f => (A: TestingTasks.Label(f.Task("One", () => 1), "a"), B: TestingTasks.Label(f.Task("Many", () => new[] { 1, 2 }).Each(), "b")));

        var state = await flow.RunAsync(options: new() { Stubs = new TaskStubs().Return("Label", "stub") });

        state.Result(flow.Output.A).ShouldBe("stub");
        state.Result(flow.Output.B).ShouldBe(["stub", "stub"]);
    }

    [Fact]
    public async Task Return_BySlug_StandsForThatCallOnly()
    {
        var flow = Flows.Flow.Define("F", f => (A: TestingTasks.Label(f.Task("One", () => 1), "a"), B: TestingTasks.Label(f.Task("Two", () => 2), "b")));

        var state = await flow.RunAsync(options: new() { Stubs = new TaskStubs().Return("Label-2", "stub").Return("One", 1L) });

        state.Result(flow.Output.A).ShouldBe("1 a");
        state.Result(flow.Output.B).ShouldBe("stub");
    }

    [Fact]
    public async Task Run_IsGivenTheArgumentsAndTheContext()
    {
        var stubs = new TaskStubs()
            .Run(Flow.Output.Rows, call => [call.Get<string>("table"), call.Context.TaskSlug])
            .RunEach(Flow.Output.Counts, async call =>
            {
                await Task.Yield();
                return ((string)call["row"]!).Length * 10 + call.Context.MapIndex!.Value;
            })
            .DoNothing("Save");

        var state = await Flow.RunAsync(new() { ["table"] = "t" }, new() { Stubs = stubs });

        state.Result(Flow.Output.Rows).ShouldBe(["t", "Load-1"]);
        state.Result(Flow.Output.Counts).ShouldBe([10, 61]);
    }

    [Fact]
    public async Task Run_OfAnArgumentThatIsNotThere_FailsWithASentence()
    {
        var state = await Flow.RunAsync(options: new() { Stubs = new TaskStubs().Run("Load", call => call["tabel"]) });

        state[Flow.Output.Rows].Exception!.Message.ShouldStartWith("Task 'Load' has no argument 'tabel'; it takes 'table'.");
    }

    [Fact]
    public async Task Throw_FailsTheTaskWhichIsTriedAgainAsItWouldBe()
    {
        var stubs = new TaskStubs().Return("Load", new[] { "a" }).Throw(Flow.Output.Counts, new IOException("disk full")).DoNothing("Save");

        var state = await Flow.RunAsync(options: new() { Stubs = stubs, TimeProvider = new VirtualTime() });

        state[Flow.Output.Counts].Children[0].Attempts.ShouldBe(4);
        state.Duration.ShouldBe(TimeSpan.FromMinutes(30));
        state[Flow.Output.Counts].Exception.ShouldBeOfType<IOException>();
        state[Flow.Output.Saved].State.ShouldBeOfType<TriggerFailed>();
    }

    [Fact]
    public async Task Throw_ASignal_EndsTheTaskAsItSays()
    {
        var state = await Flow.RunAsync(options: new() { Stubs = new TaskStubs().Throw("Load", FlowSignal.Skip("not today")) });

        state.Tasks.Where(t => t.Name != "table").ShouldAllBe(t => t.State is Skipped);
    }

    [Fact]
    public async Task Stubs_TwoForOneTask_TheLaterHolds()
    {
        var stubs = new TaskStubs().Return("Load", new[] { "a" }).Return(Flow.Output.Rows, ["b", "b"]).DoNothing("Save");

        (await Flow.RunAsync(options: new() { Stubs = stubs })).Result(Flow.Output.Counts).ShouldBe([1, 1]);
    }

    [Theory]
    [MemberData(nameof(Refused))]
    public async Task RunAsync_StubThatDoesNotFit_IsRefusedBeforeAnythingRuns(TaskStubs stubs, string message)
    {
        (await Should.ThrowAsync<ArgumentException>(() => Flow.RunAsync(options: new() { Stubs = stubs }))).Message.ShouldBe(message);
    }

    [Fact]
    public void Run_OfAMappedHandle_IsRefused()
    {
        Should.Throw<ArgumentException>(() => new TaskStubs().Run(Flow.Output.Counts, _ => [1])).Message
            .ShouldStartWith("task 'CountAsync' of flow 'Nightly' is mapped: use RunEach, whose function runs for each of its children.");
    }

    internal sealed record Handles(TaskResult<List<string>> Rows, MappedResult<int> Counts, TaskResult<Unit> Saved);
}
