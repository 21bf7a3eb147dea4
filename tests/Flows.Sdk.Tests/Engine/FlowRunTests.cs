using System.Text.Json;
using Flows.Engine;
using Flows.States;

namespace Flows.Sdk.Tests.Engine;

/// <summary>What an author sees of a run at the desk.</summary>
public sealed class FlowRunTests
{
    private static readonly Flow<Parameter<int>> WithParameter = Flow.Define("F", f =>
    {
        f.Parameter("rate", 1.5);
        return f.Parameter<int>("n");
    });

    public static TheoryData<object?> Threes => [3, 3L, (byte)3, 3.0, JsonElement.Parse("3")];

    public static TheoryData<object?, string> NotInts => new()
    {
        { "abc", "\"abc\"" },
        { null, "null" },
        { 3.5, "3.5" },
        { new[] { 1 }, "[1]" },
        { JsonElement.Parse("{\"a\":1}"), "{\"a\":1}" },
    };

    [Theory]
    [MemberData(nameof(Threes))]
    public async Task RunAsync_ParameterThatStandsForTheType_IsConverted(object? value)
    {
        var state = await WithParameter.RunAsync(new() { ["n"] = value });

        state.Result(WithParameter.Output).ShouldBe(3);
        state.Parameters.ShouldBe(new Dictionary<string, object?> { ["rate"] = 1.5, ["n"] = 3 }, ignoreOrder: true);
    }

    [Theory]
    [MemberData(nameof(NotInts))]
    public async Task RunAsync_ParameterOfAnotherType_IsRefused(object? value, string shown)
    {
        var problem = await Should.ThrowAsync<FlowParameterException>(() => WithParameter.RunAsync(new() { ["n"] = value }));

        problem.Message.ShouldBe($"Parameter 'n' of flow 'F' takes int, not {shown}.");
    }

    [Fact]
    public async Task RunAsync_UnknownParameter_IsRefused()
    {
        var problem = await Should.ThrowAsync<FlowParameterException>(() => WithParameter.RunAsync(new() { ["n"] = 1, ["m"] = 2 }));

        problem.Message.ShouldBe("Flow 'F' has no parameter 'm'; it takes 'rate', 'n'.");
    }

    [Fact]
    public async Task RunAsync_MissingParameter_IsRefusedBeforeAnythingRuns()
    {
        var problem = await Should.ThrowAsync<FlowParameterException>(() => WithParameter.RunAsync());

        problem.Message.ShouldBe("Flow 'F' needs a value for its parameter 'n' (int).");
    }

    [Fact]
    public async Task Result_OfAFailedTask_ThrowsTheTasksOwnExceptionWithItsStack()
    {
        var flow = Flow.Define("F", f => f.Task("A", int () => Throw()));
        var state = await flow.RunAsync();

        Should.Throw<FormatException>(() => state.Result(flow.Output)).StackTrace!.ShouldContain(nameof(Throw));
        state[flow.Output].Exception.ShouldBeOfType<FormatException>();
    }

    [Fact]
    public async Task Result_OfAMapWithAFailedChild_ThrowsWhatTheChildThrew()
    {
        var flow = Flow.Define("F", f => f.Task("A", () => new[] { 1, 2 }).Map("B", v => v == 2 ? Throw() : v));
        var state = await flow.RunAsync();

        Should.Throw<FormatException>(() => state.Result(flow.Output));
    }

    [Fact]
    public async Task Result_OfASkippedTask_SaysSo()
    {
        var flow = Flow.Define("F", f => f.Task("A", int () => throw FlowSignal.Skip("nothing to do")));
        var state = await flow.RunAsync();

        Should.Throw<InvalidOperationException>(() => state.Result(flow.Output)).Message.ShouldBe("Task 'A' has no result: it is Skipped (nothing to do).");
    }

    [Fact]
    public async Task Result_OfATaskThatYieldsNull_IsNull()
    {
        var flow = Flow.Define("F", f => f.Task("A", string? () => null));

        (await flow.RunAsync()).Result(flow.Output).ShouldBeNull();
    }

    [Fact]
    public async Task RunAsync_TaskThatYieldsNothing_CanBeTakenAsAnArgument()
    {
        var flow = Flow.Define("F", f => f.Task("A", () => { }).Then("B", unit => unit.ToString()));

        (await flow.RunAsync()).Result(flow.Output).ShouldNotBeNull();
    }

    [Fact]
    public async Task Indexer_HandleOfAnotherFlow_IsRefused()
    {
        var other = Flow.Define("Other", f => f.Task("A", () => 1));
        var state = await Flow.Define("F", f => f.Task("A", () => 1)).RunAsync();

        Should.Throw<ArgumentException>(() => state[other.Output]).Message.ShouldStartWith("The handle belongs to flow 'Other'");
    }

    [Fact]
    public async Task ToString_OfARun_HasALineForEachTask()
    {
        var flow = Flow.Define("F", f => f.Task("A", int () => throw new FormatException("boom")).Then("B", v => v));

        (await flow.RunAsync()).ToString().ShouldBe(
            """
            F: Failed (Some reference tasks failed.)
              A: Failed (Error during execution of task: FormatException: boom)
              B: TriggerFailed (Trigger was 'all_successful' but upstream task 'A' is Failed.)
            """);
    }

    [Fact]
    public async Task RunAsync_WhileAFlowRunIsExecuted_RunsNothing()
    {
        var ran = false;
        var flow = Flow.Define("F", f =>
        {
            f.Parameter<int>("n");
            return f.Task("A", () => ran = true);
        });
        ExecutionScope.Enter();

        var state = await flow.RunAsync();

        ran.ShouldBeFalse();
        state.State.ShouldBeOfType<Pending>().Message.ShouldBe("Flow 'F' is not run by RunAsync: this program executes a flow run.");
        state[flow.Output].State.IsPending.ShouldBeTrue();
    }

    [Fact]
    public async Task RunAsync_ContextOfATask_HasTheFactsOfTheRun()
    {
        var flow = Flow.Define("F", f =>
        {
            f.Parameter("n", 1);
            return f.Task("A", context => context);
        });

        var state = await flow.RunAsync();

        var context = state.Result(flow.Output);
        (context.FlowName, context.TaskName, context.TaskSlug, context.Attempt, context.MapIndex).ShouldBe(("F", "A", "A-1", 1, null));
        context.FlowRunId.ShouldBe(state.FlowRunId);
        context.TaskRunId.ShouldBe(state[flow.Output].TaskRunId);
        context.Parameters["n"].ShouldBe(1);
    }

    private static int Throw() => throw new FormatException("boom");
}
