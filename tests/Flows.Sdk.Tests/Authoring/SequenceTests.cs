using static Flows.Sdk.Tests.Authoring.SampleTasks;

namespace Flows.Sdk.Tests.Authoring;

/// <summary>A task that returns a sequence does its work once, in its own attempt.</summary>
public sealed class SequenceTests
{
    [Fact]
    public async Task Run_IteratorThatThrows_IsTriedAgain()
    {
        var flow = Flow.Define("F", f =>
        {
            var values = Iterate(f);
            return (values, mapped: values.Map("Double", v => v * 2));
        });

        var state = await flow.RunAsync();

        state.State.IsSuccessful.ShouldBeTrue();
        state[flow.Output.values].Attempts.ShouldBe(2);
        state.Result(flow.Output.mapped).ShouldBe([2, 4]);
    }

    [Fact]
    public async Task Run_AwaitedQuery_IsRunOnceForAllThatTakeIt()
    {
        var flow = Flow.Define("F", f =>
        {
            var values = Query(f, new Queue<int>([1, 2]));
            return (values, sum: Sum(values), again: Sum(values));
        });

        var state = await flow.RunAsync();

        state.Result(flow.Output.sum).ShouldBe(3);
        state.Result(flow.Output.again).ShouldBe(3);
        state.Result(flow.Output.values).ShouldBeOfType<List<int>>();
    }
}
