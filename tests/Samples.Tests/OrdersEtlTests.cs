using Flows.Testing;

namespace Flows.Samples.Tests;

public sealed class OrdersEtlTests
{
    [Fact]
    public async Task Flow_WithTheShopsOfTheSample_SumsThemUp()
    {
        var flow = OrdersEtl.Create();
        var state = await flow.RunAsync();
        state.Result(flow.Output.Totals).ShouldBe([200.50m, 249.50m]);
        state.Result(flow.Output.Large).ShouldBe(320.50m);
    }

    [Fact]
    public async Task Extract_OfAShopThatIsAway_IsTriedAgainForMinutesThatNobodyWaits()
    {
        var flow = OrdersEtl.Create();
        var time = new VirtualTime();
        var began = time.GetUtcNow();
        var stubs = new TaskStubs().Run("Extract", call => call.Context.Attempt <= 3
            ? throw new IOException("The shop is away.")
            : new List<Order> { new(call.Get<string>("shop"), "Ada", 150) });

        var state = await flow.RunAsync(new() { ["shops"] = new[] { "oslo" } }, new() { TimeProvider = time, Stubs = stubs });

        state.Result(flow.Output.Totals).ShouldBe([150]);
        // 1 + 2 + 4 minutes, each up to a tenth shorter or longer.
        (time.GetUtcNow() - began).TotalMinutes.ShouldBeInRange(6.3, 7.7);
    }
}
