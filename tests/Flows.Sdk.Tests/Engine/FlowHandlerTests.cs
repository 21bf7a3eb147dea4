using Flows.States;

namespace Flows.Sdk.Tests.Engine;

/// <summary>What a flow says of its run as a whole: handlers, reference tasks, the terminal state (contract section 8.4).</summary>
public sealed class FlowHandlerTests
{
    private readonly RecordingRunStore store = new();
    private readonly List<string> seen = [];

    [Fact]
    public async Task OnState_OfAFlow_IsToldBeforeTheStore()
    {
        var flow = Flow.Define("F", f =>
        {
            f.Parameter("name", "Ann");
            f.OnState((run, old, next) => seen.Add($"{run.FlowName} {run.FlowRunName} {run.Parameters["name"]} {old.Type} -> {next.Type} ({store.History(RecordingRunStore.FlowRun).Count})"));
        });

        await flow.RunOnAsync(store);

        seen.ShouldBe(["F brave-otter Ann Scheduled -> Running (0)", "F brave-otter Ann Running -> Success (1)"]);
    }

    [Fact]
    public async Task OnState_OfAFlowThatIsUnderWay_IsNotToldThatItRuns()
    {
        var flow = Flow.Define("F", f => f.OnState((_, old, next) => seen.Add($"{old.Type} -> {next.Type}")));
        store.Facts = store.Facts with { State = new Running() };

        await flow.RunOnAsync(store);

        seen.ShouldBe(["Running -> Success"]);
    }

    [Fact]
    public async Task OnState_OfAFlow_ReplacesItsEnd()
    {
        var flow = Flow.Define("F", f =>
        {
            f.Task("A", () => 1);
            f.OnState((_, _, next) => next is Success ? new Failed { Message = "too few rows" } : null);
        });

        var state = await flow.RunOnAsync(store);

        store.History(RecordingRunStore.FlowRun).ShouldBe(["Running", "Failed"]);
        state.State.Message.ShouldBe("too few rows");
    }

    [Theory]
    [InlineData("Running", "")]
    [InlineData("Success", "Running Success")]
    public async Task OnState_OfAFlowThrows_FailsTheRun(string at, string ofTask)
    {
        var flow = Flow.Define("F", f =>
        {
            f.Task("A", () => 1);
            f.OnState((_, _, next) =>
            {
                if (next.Type == at) throw new InvalidOperationException("boom");
            });
        });

        var state = await flow.RunOnAsync(store);

        state.State.ShouldBeOfType<Failed>().Message.ShouldBe("Unexpected error while calling state handlers: InvalidOperationException: boom");
        store.History(RecordingRunStore.FlowRun)[^1].ShouldBe("Failed");
        string.Join(' ', store.History("A-1")).ShouldBe(ofTask);
    }

    [Fact]
    public async Task OnState_OfAFlowThrowsASignal_ItsStateIsTaken()
    {
        var flow = Flow.Define("F", f => f.OnState((_, _, next) =>
        {
            if (next is Running) throw FlowSignal.Skip("a holiday");
        }));

        (await flow.RunOnAsync(store)).State.ShouldBeOfType<Skipped>().Message.ShouldBe("a holiday");
    }

    [Fact]
    public async Task OnFailure_OfAFlow_IsToldWithItsTasks()
    {
        var flow = Flow.Define("F", f =>
        {
            f.Task("A", int () => throw new InvalidOperationException("boom"));
            f.OnFailure((run, failed) => seen.Add($"{failed.Message} {run.Tasks.Single().Exception!.Message}"));
        });

        await flow.RunOnAsync(store);

        seen.ShouldBe(["Some reference tasks failed. boom"]);
    }

    [Fact]
    public async Task SetReferenceTasks_OneThatSucceeds_DecidesAlthoughTheLastTaskFails()
    {
        var flow = Flow.Define("F", f =>
        {
            var load = f.Task("Load", () => 1);
            load.Then("Notify", void (_) => throw new InvalidOperationException("boom"));
            f.SetReferenceTasks(load);
        });

        (await flow.RunOnAsync(store)).State.ShouldBeOfType<Success>().Message.ShouldBe("All reference tasks succeeded.");
    }

    [Fact]
    public async Task SetReferenceTasks_OneThatFails_DecidesAlthoughTheLastTaskSucceeds()
    {
        var flow = Flow.Define("F", f =>
        {
            var load = f.Task("Load", int () => throw new InvalidOperationException("boom"));
            f.Task("TidyUp", () => { }).After(load).When(Trigger.AlwaysRun);
            f.SetReferenceTasks(load);
        });

        (await flow.RunOnAsync(store)).State.Message.ShouldBe("Some reference tasks failed.");
    }

    [Fact]
    public async Task SetReferenceTasks_LastTaskUnfinished_TheRunStaysRunning()
    {
        var flow = Flow.Define("F", f =>
        {
            var load = f.Task("Load", () => 1);
            load.Then("Approve", _ => { }).When(Trigger.Manual);
            f.SetReferenceTasks(load);
        });

        (await flow.RunOnAsync(store)).State.ShouldBeOfType<Running>();
    }

    [Fact]
    public async Task SetReferenceTasks_MappedTask_EachChildDecides()
    {
        var flow = Flow.Define("F", f => f.SetReferenceTasks(f.Task("A", () => new[] { 1, 2 }).Map("B", v => v == 1 ? v : throw new InvalidOperationException("boom"))));

        (await flow.RunOnAsync(store)).IsFailed.ShouldBeTrue();
    }

    [Fact]
    public async Task FinalState_ReferenceTaskCancelled_IsNoFailure()
    {
        var flow = Flow.Define("F", f => f.Task("A", int () => throw FlowSignal.End(new Cancelled { Message = "no" })));

        (await flow.RunOnAsync(store)).State.ShouldBeOfType<Success>().Message.ShouldBe("No reference tasks failed.");
    }

    [Fact]
    public void SetReferenceTasks_NoneOrOfAnotherFlow_IsRefused()
    {
        TaskResult<int>? foreign = null;
        Flow.Define("Other", f => foreign = f.Task("A", () => 1));

        Should.Throw<FlowDefinitionException>(() => Flow.Define("F", f => f.SetReferenceTasks())).Message
            .ShouldBe("The reference tasks of flow 'F' are none: name at least one task, or leave SetReferenceTasks out, so that the last tasks decide.");
        Should.Throw<FlowDefinitionException>(() => Flow.Define("F", f => f.SetReferenceTasks(foreign!))).Message
            .ShouldStartWith("In flow 'F', SetReferenceTasks is given task 'A' of flow 'Other'");
    }

    [Fact]
    public async Task SetTerminalState_GetsTheReferenceTasks_AndReplacesTheEnd()
    {
        var flow = Flow.Define("F", f =>
        {
            f.Task("A", () => new[] { 1, 2 }).Map("B", v => v == 1 ? v : throw new InvalidOperationException("boom"));
            f.SetTerminalState((run, state, tasks) =>
            {
                seen.Add($"{run.FlowName} {state.Type} {string.Join(' ', tasks.Select(t => t.Name))}");
                return tasks.Count(t => t.State.IsFailed) > 1 ? null : new Success { Message = "good enough" };
            });
            f.OnState((_, _, next) => seen.Add(next.Type));
        });

        var state = await flow.RunOnAsync(store);

        seen.ShouldBe(["Running", "F Failed B[0] B[1]", "Success"]);
        state.State.Message.ShouldBe("good enough");
    }

    [Fact]
    public async Task SetTerminalState_Throws_FailsTheRun()
    {
        var flow = Flow.Define("F", f => f.SetTerminalState((_, _, _) => throw new InvalidOperationException("boom")));

        (await flow.RunOnAsync(store)).State.Message.ShouldBe("Unexpected error while running flow: InvalidOperationException: boom");
    }

    [Fact]
    public void SetTerminalState_Twice_IsRefused() => Should.Throw<FlowDefinitionException>(() => Flow.Define("F", f =>
    {
        f.SetTerminalState((_, _, _) => null);
        f.SetTerminalState((_, _, _) => null);
    })).Message.ShouldBe("The terminal state of flow 'F' is set twice: decide all of it in one handler.");
}
