using Flows.Bench.Scenarios;

namespace Flows.Bench;

/// <summary>The times of one scenario, in milliseconds, and what one task run allocates.</summary>
internal sealed class Measured(Scenario scenario)
{
    private readonly List<double> flow = [];
    private readonly List<double> bare = [];
    private readonly List<double> bytes = [];
    private readonly List<double> processor = [];

    public string Name => scenario.Name;

    public double FlowMilliseconds => Median(flow);

    /// <summary>Null where there is nothing to compare with.</summary>
    public double? BareMilliseconds => bare.Count == 0 ? null : Median(bare);

    public double? Ratio => FlowMilliseconds / BareMilliseconds;

    public double TasksPerSecond => scenario.Tasks / FlowMilliseconds * 1_000;

    /// <summary>The processor time of one task run in nanoseconds, garbage collection included. Other programs on the machine change it little.</summary>
    public double ProcessorNanosecondsPerTask => Median(processor) / scenario.Tasks * 1_000_000;

    public double BytesPerTask => Median(bytes) / scenario.Tasks;

    /// <summary>Runs both sides once; the times of a warm-up are not kept.</summary>
    public async Task MeasureAsync(bool keep)
    {
        GC.Collect();
        var before = GC.GetTotalAllocatedBytes(precise: true);
        var processorBefore = Environment.CpuUsage.TotalTime;
        var flowTime = await TimeAsync(scenario.FlowAsync).ConfigureAwait(false);
        var processorTime = Environment.CpuUsage.TotalTime - processorBefore;
        var allocated = GC.GetTotalAllocatedBytes(precise: true) - before;
        var bareTime = scenario.BareAsync is { } compared ? await TimeAsync(compared).ConfigureAwait(false) : (double?)null;
        if (!keep) return;
        flow.Add(flowTime);
        bytes.Add(allocated);
        processor.Add(processorTime.TotalMilliseconds);
        if (bareTime is { } time) bare.Add(time);
    }

    private static async Task<double> TimeAsync(Func<Task> work)
    {
        var start = TimeProvider.System.GetTimestamp();
        await work().ConfigureAwait(false);
        return TimeProvider.System.GetElapsedTime(start).TotalMilliseconds;
    }

    private static double Median(List<double> values)
    {
        var sorted = values.Order().ToList();
        return sorted[sorted.Count / 2];
    }
}
