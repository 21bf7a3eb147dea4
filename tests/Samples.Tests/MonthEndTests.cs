using Flows.Testing;

namespace Flows.Samples.Tests;

public sealed class MonthEndTests
{
    [Fact]
    public async Task Flow_WhoseRegionsEndWell_ClosesTheMonth()
    {
        var flow = MonthEnd.Create();
        var stubs = new TaskStubs().Return("Flow Orders", new SubflowRun("1", "orders-1", "Success"));
        var state = await flow.RunAsync(options: new() { Stubs = stubs });
        state.Result(flow.Output).ShouldBe(2);
    }

    [Fact]
    public async Task Flow_WithARegionThatFailed_DoesNotCloseTheMonth()
    {
        var flow = MonthEnd.Create();
        var stubs = new TaskStubs().Throw("Flow Orders", new InvalidOperationException("The run failed."));
        var state = await flow.RunAsync(options: new() { Stubs = stubs, TimeProvider = new VirtualTime() });
        state.IsFailed.ShouldBeTrue();
        state[flow.Output].Attempts.ShouldBe(0);
        state.Tasks.Where(t => t.Name == "Flow Orders").ShouldAllBe(t => t.Attempts == 3);
    }
}
