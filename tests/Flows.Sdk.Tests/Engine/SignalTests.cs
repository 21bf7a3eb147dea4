using Flows.States;
using Microsoft.Extensions.Time.Testing;

namespace Flows.Sdk.Tests.Engine;

public sealed class SignalTests
{
    private readonly RecordingRunStore store = new();

    [Fact]
    public async Task Success_WithAResult_EndsTheTaskWithIt()
    {
        var flow = Flow.Define("F", f => f.Task("A", int () => throw FlowSignal.Success("known already", 7)));

        var state = await flow.RunOnAsync(store);

        store.History("A-1").ShouldBe(["Running", "Success"]);
        state[flow.Output].State.Message.ShouldBe("known already");
        state.Result(flow.Output).ShouldBe(7);
    }

    [Fact]
    public async Task Success_WithAResultOfAnotherType_FailsTheTask()
    {
        var flow = Flow.Define("F", f => f.Task("A", int () => throw FlowSignal.Success("known already", "seven")));

        var state = await flow.RunOnAsync(store);

        state[flow.Output].Exception!.Message.ShouldBe("Task 'A' yields int, and its result is a string.");
    }

    [Fact]
    public async Task Fail_WithRetriesLeft_IsTriedAgainWithItsOwnMessage()
    {
        var cause = new FormatException("not a number");
        var flow = Flow.Define("F", f => f.Task("A", int () => throw FlowSignal.Fail("the file is broken", cause)).WithRetries(1));

        var state = await flow.RunOnAsync(store);

        store.History("A-1").ShouldBe(["Running", "Failed", "Retrying", "Running", "Failed"]);
        state[flow.Output].State.Message.ShouldBe("the file is broken");
        state[flow.Output].Exception!.InnerException.ShouldBeSameAs(cause);
    }

    [Fact]
    public void Retry_AfterATimeThatCannotBe_IsRefused()
    {
        Should.Throw<ArgumentOutOfRangeException>(() => FlowSignal.Retry("later", TimeSpan.MaxValue)).Message.ShouldStartWith("A retry can wait from zero to 3650 days.");
        Should.Throw<ArgumentOutOfRangeException>(() => FlowSignal.Retry("earlier", TimeSpan.FromSeconds(-1)));
    }

    [Fact]
    public async Task Retry_LaterThanTimersCanBeSetTo_Waits()
    {
        using var stop = new CancellationTokenSource();
        var flow = Flow.Define("F", f => f.Task("A", int () =>
        {
            stop.CancelAfter(TimeSpan.FromMilliseconds(1));
            throw FlowSignal.Retry("later", TimeSpan.FromDays(60));
        }));

        var state = await flow.RunAsync(cancellationToken: stop.Token);

        state.State.ShouldBeOfType<Cancelled>();
    }

    [Fact]
    public async Task Retry_WithoutRetriesLeft_IsTriedAgainAllTheSame()
    {
        var time = new FakeTimeProvider(new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));
        var flow = Flow.Define("F", f => f.Task("A", context => context.Attempt < 4 ? throw FlowSignal.Retry("not yet", TimeSpan.FromHours(1)) : context.Attempt));
        store.OnSet = (_, state) =>
        {
            if (state is Retrying retrying) time.SetUtcNow(retrying.StartTime!.Value);
            return null;
        };

        var state = await flow.RunOnAsync(store, new() { TimeProvider = time, MaxConcurrency = 1 });

        store.History("A-1").ShouldBe(["Running", "Retrying", "Running", "Retrying", "Running", "Retrying", "Running", "Success"]);
        store.States("A-1")[1].Message.ShouldBe("not yet");
        state.Result(flow.Output).ShouldBe(4);
        time.GetUtcNow().Hour.ShouldBe(3);
    }

    [Fact]
    public async Task Skip_FromATaskThatWasBlockedOn_IsFoundInTheAggregate()
    {
        var flow = Flow.Define("F", f => f.Task("A", int () => throw new AggregateException(FlowSignal.Skip("nothing to do"))));

        var state = await flow.RunOnAsync(store);

        state[flow.Output].State.IsSkipped.ShouldBeTrue();
        state.IsSuccessful.ShouldBeTrue();
    }

    [Theory]
    [InlineData("trigger", "TriggerFailed")]
    [InlineData("validation", "ValidationFailed")]
    public async Task Fail_OfAKind_IsThatStateAndIsRetried(string which, string type)
    {
        var flow = Flow.Define("F", f => f.Task("A", int () => throw (which == "trigger" ? FlowSignal.TriggerFail("no") : FlowSignal.ValidationFail("no"))).WithRetries(1));

        var state = await flow.RunOnAsync(store);

        store.History("A-1").ShouldBe(["Running", type, "Retrying", "Running", type]);
        state[flow.Output].Exception.ShouldBeOfType<FlowSignal>().Message.ShouldBe("no");
    }

    [Fact]
    public async Task End_WithAState_IsThatState()
    {
        var flow = Flow.Define("F", f => f.Task("A", int () => throw FlowSignal.End(new Success { Message = "early", Result = StateResult.Of(7) })));

        var state = await flow.RunOnAsync(store);

        state.Result(flow.Output).ShouldBe(7);
        state[flow.Output].State.Message.ShouldBe("early");
    }

    [Theory]
    [InlineData("Running")]
    [InlineData("Pending")]
    [InlineData("Mapped")]
    [InlineData("Submitted")]
    public void End_InAStateThatIsNoEnd_IsRefused(string type)
    {
        State state = type switch { "Running" => new Running(), "Pending" => new Pending(), "Mapped" => new Mapped(), _ => new Submitted() };

        Should.Throw<ArgumentException>(() => FlowSignal.End(state)).Message.ShouldStartWith(
            $"A task cannot end as {type}: give a state that is finished, such as Success or Failed, or one that waits, such as Paused.");
    }

    [Fact]
    public async Task Skip_InATaskThatCatchesAllExceptions_MustBeLetPass()
    {
        var flow = Flow.Define("F", f => f.Task("A", () =>
        {
            try
            {
                throw FlowSignal.Skip("nothing to do");
            }
            catch (Exception e) when (e is not FlowSignal)
            {
                return 1;
            }
        }));

        (await flow.RunOnAsync(store))[flow.Output].State.ShouldBeOfType<Skipped>();
    }

    [Fact]
    public async Task Skip_ReachesATaskThatTakesItAll_AsNoValue()
    {
        var flow = Flow.Define("F", f => f.Task("A", object () => throw FlowSignal.Skip("no")).Then("B", v => v is null).With(o => o with { SkipOnUpstreamSkip = false }));

        (await flow.RunOnAsync(store)).Result(flow.Output).ShouldBeTrue();
    }
}
