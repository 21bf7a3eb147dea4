using BenchmarkDotNet.Attributes;
using Flows.Bench.Scenarios;

namespace Flows.Bench.Benchmarks;

/// <summary>The scenarios of the engine under BenchmarkDotNet, which says more about each and takes longer.</summary>
[InProcess]
[MemoryDiagnoser]
public class EngineBenchmarks
{
    private Scenario scenario = null!;

    /// <summary>What can be measured.</summary>
    public static IEnumerable<string> Names => Catalog.All().Select(static s => s.Name);

    /// <summary>What is measured.</summary>
    [ParamsSource(nameof(Names))]
    public string Name { get; set; } = "";

    /// <summary>Makes the flow.</summary>
    [GlobalSetup]
    public void Setup() => scenario = Catalog.All().Single(s => s.Name == Name);

    /// <summary>The same work without Flows; where there is nothing to compare with, nothing.</summary>
    /// <returns>The work.</returns>
    [Benchmark(Baseline = true)]
    public Task BareAsync() => scenario.BareAsync?.Invoke() ?? Task.CompletedTask;

    /// <summary>The work with Flows.</summary>
    /// <returns>The work.</returns>
    [Benchmark]
    public Task FlowAsync() => scenario.FlowAsync();
}
