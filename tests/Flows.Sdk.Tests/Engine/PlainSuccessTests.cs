using Flows.States;

namespace Flows.Sdk.Tests.Engine;

/// <summary>What is kept of a state is not all of it; who asks for the state must not see that.</summary>
public sealed class PlainSuccessTests
{
    [Fact]
    public async Task State_OfASuccess_SaysAllThatTheStoreWasTold()
    {
        var store = new RecordingRunStore();
        var flow = Flow.Define("F", f => f.Task("A", () => 5).WithTags("db"));

        var state = (await flow.RunOnAsync(store))[flow.Output].State;

        state.ShouldBeOfType<Success>();
        state.ShouldBe(store.States("A-db-1")[^1]);
        (state.Message, state.Result.Value, state.Result.HasValue).ShouldBe(("Task run succeeded.", (object?)5, true));
        state.Context["tags"].ShouldBe(new[] { "db" });
    }

    [Fact]
    public async Task State_OfTasksThatYieldNothing_IsOneObjectForAllChildren()
    {
        var flow = Flow.Define("F", f => f.Task("A", () => new[] { 1, 2 }).Map("B", static _ => { }));

        var children = (await flow.RunAsync())[flow.Output].Children;

        children[0].State.ShouldBeSameAs(children[1].State);
        children[0].State.Result.HasValue.ShouldBeTrue();
    }

    [Fact]
    public async Task Result_ThatIsAStateItself_IsTheValueAndNotTheStateOfTheTask()
    {
        var flow = Flow.Define("F", f => f.Task("A", State () => new Failed { Message = "a value" }));

        var state = await flow.RunAsync();

        state.IsSuccessful.ShouldBeTrue();
        state[flow.Output].State.ShouldBeOfType<Success>();
        state.Result(flow.Output).ShouldBeOfType<Failed>().Message.ShouldBe("a value");
    }

    [Fact]
    public async Task State_OfASuccessWithAMessageOfItsOwn_KeepsTheMessage()
    {
        var flow = Flow.Define("F", f => f.Task("A", int () => throw FlowSignal.Success("early", 7)));

        var state = await flow.RunAsync();

        state[flow.Output].State.Message.ShouldBe("early");
        state.Result(flow.Output).ShouldBe(7);
    }
}
