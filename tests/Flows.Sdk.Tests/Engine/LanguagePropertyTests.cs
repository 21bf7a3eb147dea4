using System.Collections.Concurrent;
using CsCheck;
using Flows.TestKit;

namespace Flows.Sdk.Tests.Engine;

/// <summary>What holds for every flow, whatever triggers, retries, maps, loops and skips it has.</summary>
public sealed class LanguagePropertyTests
{
    [Fact]
    public void RunAsync_AnyFlow_EndsInTheSameStatesWithOneWorkerAndWithMany() => RandomFlow.All.Sample(
        flow => States(flow, 1).ShouldBe(States(flow, 16)),
        iter: Soak.Times(60));

    [Fact]
    public void RunAsync_AnyFlow_NeverExceedsItsRetries() => RandomFlow.All.Sample(
        flow =>
        {
            var attempts = new ConcurrentBag<(string Name, int Attempt)>();
            flow.OnAttempt = (name, attempt, begins) =>
            {
                if (begins) attempts.Add((name, attempt));
            };
            Run(flow, 8);
            foreach (var run in attempts.GroupBy(a => a.Name))
            {
                var node = int.Parse(run.Key[1..run.Key.IndexOf('-', StringComparison.Ordinal)], System.Globalization.CultureInfo.InvariantCulture);
                run.Select(a => a.Attempt).Order().ShouldBe(Enumerable.Range(1, run.Count()), "each attempt is made once");
                run.Count().ShouldBeLessThanOrEqualTo(flow.RetriesOf(node) + 1);
            }
        },
        iter: Soak.Times(60));

    [Fact]
    public void RunAsync_AnyFlow_StartsNoTaskBeforeItsUpstreamsFinished() => RandomFlow.All.Sample(
        flow =>
        {
            var open = new ConcurrentDictionary<string, bool>();
            var early = new ConcurrentBag<string>();
            var defined = flow.Define();
            flow.OnAttempt = (name, _, begins) => open[name] = begins;
            var options = new FlowRunOptions
            {
                MaxConcurrency = 8,
                OnTaskState = (task, _, next) =>
                {
                    if (!next.IsRunning || task.MapIndex is not null || !task.Name.StartsWith('T')) return;
                    var node = int.Parse(task.Name[1..], System.Globalization.CultureInfo.InvariantCulture);
                    foreach (var upstream in flow.UpstreamOf(node))
                        foreach (var (name, isOpen) in open)
                            if (isOpen && name.StartsWith($"T{upstream}-", StringComparison.Ordinal))
                                early.Add($"{task.Name} began while {name} ran");
                },
            };
            defined.RunAsync(options: options).GetAwaiter().GetResult();
            early.ShouldBeEmpty();
        },
        iter: Soak.Times(60));

    [Fact]
    public void RunAsync_AnyFlowCancelledAtAnyMoment_LeavesEveryTaskFinished() => Gen.Select(RandomFlow.All, Gen.Int[1, 30], Gen.Int[1, 16]).Sample(
        (flow, moment, workers) =>
        {
            using var source = new CancellationTokenSource();
            var steps = 0;
            flow.OnAttempt = (_, _, _) =>
            {
                if (Interlocked.Increment(ref steps) == moment) source.Cancel();
            };
            var state = flow.Define().RunAsync(options: new() { MaxConcurrency = workers }, cancellationToken: source.Token).GetAwaiter().GetResult();
            state.Tasks.SelectMany(t => t.Children.Prepend(t)).ShouldAllBe(t => t.State.IsFinished);
            state.State.IsFinished.ShouldBeTrue();
        },
        iter: Soak.Times(60));

    private static List<string> States(RandomFlow flow, int workers) =>
        [.. Run(flow, workers).Tasks.SelectMany(t => t.Children.Prepend(t)).Select(t => $"{t.Name} {t.State.Type} {t.Attempts} {t.State.Message}")];

    private static FlowState Run(RandomFlow flow, int workers) => flow.Define().RunAsync(options: new() { MaxConcurrency = workers }).GetAwaiter().GetResult();
}
