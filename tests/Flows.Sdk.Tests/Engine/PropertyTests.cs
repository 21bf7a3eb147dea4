using CsCheck;
using Flows.TestKit;

namespace Flows.Sdk.Tests.Engine;

/// <summary>What holds for every graph.</summary>
public sealed class PropertyTests
{
    /// <summary>A graph as a list: for each node the earlier nodes that it waits for.</summary>
    private static readonly Gen<int[][]> Graphs = Gen.Int[1, 25].SelectMany(size =>
        Gen.Int[0, 1000].Array[4].Array[size].Select(draws => draws.Select((d, i) => i == 0 ? [] : d.Take(d[0] % 4).Select(v => v % i).Distinct().ToArray()).ToArray()));

    private enum Step { Started, Ended }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(16)]
    public void RunAsync_AnyGraph_StartsNoTaskBeforeItsUpstreamsAndKeepsTheLimit(int limit)
    {
        Graphs.Sample(
            graph =>
            {
                var steps = Run(graph, limit);
                var ended = new HashSet<int>();
                var active = 0;
                foreach (var (step, node) in steps)
                {
                    if (step == Step.Ended)
                    {
                        active--;
                        ended.Add(node).ShouldBeTrue();
                    }
                    else
                    {
                        (++active).ShouldBeLessThanOrEqualTo(limit);
                        graph[node].ShouldBeSubsetOf(ended);
                    }
                }

                ended.Count.ShouldBe(graph.Length);
            },
            iter: Soak.Times(100));
    }

    [Fact]
    public void RunAsync_AnyGraphWithOneWorker_HasOneOrder()
    {
        Graphs.Sample(graph => Run(graph, 1).ShouldBe(Run(graph, 1)), iter: Soak.Times(50));
    }

    [Fact]
    public void RunAsync_AnyGraphWithFailingTasks_EndsInTheSameStatesWithOneWorkerAndWithMany()
    {
        Gen.Select(Graphs, Gen.Int[0, 2].Array[25]).Sample(
            (graph, ends) => States(graph, ends, 1).ShouldBe(States(graph, ends, 16)),
            iter: Soak.Times(50));
    }

    [Fact]
    public void RunAsync_AnyGraphCancelledAtAnyMoment_LeavesEveryTaskFinished()
    {
        Gen.Select(Graphs, Gen.Int[0, 24], Gen.Int[1, 16]).Sample(
            (graph, moment, limit) =>
            {
                using var source = new CancellationTokenSource();
                var flow = Define(graph, async node =>
                {
                    await Task.Yield();
                    if (node == moment) await source.CancelAsync();
                });
                var state = flow.RunAsync(options: new() { MaxConcurrency = limit }, cancellationToken: source.Token).GetAwaiter().GetResult();
                state.Tasks.ShouldAllBe(t => t.State.IsFinished);
                state.State.Type.ShouldBe(moment < graph.Length ? "Cancelled" : "Success");
            },
            iter: Soak.Times(50));
    }

    private static List<(Step, int)> Run(int[][] graph, int limit)
    {
        var steps = new List<(Step, int)>();
        var flow = Define(graph, async node =>
        {
            lock (steps) steps.Add((Step.Started, node));
            if (limit > 1) await Task.Yield();
            lock (steps) steps.Add((Step.Ended, node));
        });
        flow.RunAsync(options: new() { MaxConcurrency = limit }).GetAwaiter().GetResult().IsSuccessful.ShouldBeTrue();
        return steps;
    }

    private static string[] States(int[][] graph, int[] ends, int limit)
    {
        var flow = Define(graph, async node =>
        {
            await Task.Yield();
            if (ends[node] == 1) throw new InvalidOperationException("boom");
            if (ends[node] == 2) throw FlowSignal.Skip("no");
        });
        return [.. flow.RunAsync(options: new() { MaxConcurrency = limit }).GetAwaiter().GetResult().Tasks.Select(t => t.State.Type)];
    }

    private static Flow Define(int[][] graph, Func<int, Task> body) => Flow.Define("F", f =>
    {
        var tasks = new TaskResult<Unit>[graph.Length];
        for (var i = 0; i < graph.Length; i++)
        {
            var node = i;
            tasks[i] = f.Task($"T{i}", () => body(node)).After([.. graph[i].Select(u => tasks[u])]);
        }
    });
}
