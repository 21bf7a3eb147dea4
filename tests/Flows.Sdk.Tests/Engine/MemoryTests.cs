using System.Diagnostics;

namespace Flows.Sdk.Tests.Engine;

/// <summary>Nothing else may run while memory is counted.</summary>
[CollectionDefinition(nameof(MemoryTests), DisableParallelization = true)]
public sealed class AloneWhileMemoryIsCounted;

/// <summary>What one child of a mapped task costs in memory. The heap is measured, so each bound has some room for what the runtime does.</summary>
[Collection(nameof(MemoryTests))]
public sealed class MemoryTests
{
    private static readonly object Value = new();

    [Fact]
    public async Task RunAsync_FinishedChild_KeepsNoMoreThanItsRun()
    {
        var perChild = await LeastAsync(static async count =>
        {
            var before = GC.GetTotalMemory(forceFullCollection: true);
            var state = await RunAsync(count);
            var after = GC.GetTotalMemory(forceFullCollection: true);
            GC.KeepAlive(state);
            return after - before;
        });

        perChild.ShouldBeInRange(40, 130);
    }

    [Fact]
    public async Task RunAsync_ChildThatDoesNothing_AllocatesLittle()
    {
        var perChild = await LeastAsync(static async count =>
        {
            var before = GC.GetTotalAllocatedBytes(precise: true);
            await RunAsync(count);
            return GC.GetTotalAllocatedBytes(precise: true) - before;
        });

        // Without optimization each asynchronous method has its state on the heap.
        var isOptimized = !typeof(Flow).Assembly.GetCustomAttributes(typeof(DebuggableAttribute), inherit: false).Cast<DebuggableAttribute>().Any(d => d.IsJITOptimizerDisabled);
        perChild.ShouldBeInRange(100, isOptimized ? 420 : 2_500);
    }

    /// <summary>What one more child costs: the difference of two sizes, in bytes, the least of several tries.</summary>
    private static async Task<double> LeastAsync(Func<int, Task<long>> measureAsync)
    {
        const int Few = 5_000, Many = 25_000;
        var least = double.MaxValue;
        for (var i = 0; i < 5; i++)
        {
            var few = await Task.Run(() => measureAsync(Few));
            var many = await Task.Run(() => measureAsync(Many));
            if (many > few) least = Math.Min(least, (double)(many - few) / (Many - Few));
        }

        return least;
    }

    private static async Task<FlowState> RunAsync(int count)
    {
        var elements = Enumerable.Repeat(Value, count).ToList();
        var state = await Flow.Define("F", f => f.Task("A", () => elements).Map("B", static v => v)).RunAsync();
        state.IsSuccessful.ShouldBeTrue();
        return state;
    }
}
