using CsCheck;

namespace Flows.Sdk.Tests.Engine;

/// <summary>A flow that was drawn: tasks that succeed, fail a number of times, skip or loop, plain or mapped, under any trigger.</summary>
internal sealed class RandomFlow(RandomFlow.Node[] nodes)
{
    private static readonly Trigger[] Triggers =
    [
        Trigger.AllSuccessful, Trigger.AllFinished, Trigger.AnyFailed, Trigger.AnySuccessful, Trigger.AllFailed, Trigger.NotAllSkipped,
        Trigger.SomeFailed(atLeast: 1), Trigger.SomeSuccessful(atLeast: 0.5),
    ];

    private static readonly Gen<Node> Nodes = Gen.Select(
        Gen.Int[0, 1000].Array[3], Gen.Int[0, 3], Gen.Int[0, 2], Gen.Int[0, 9], Gen.Int[0, 20],
        (upstream, failures, retries, kind, trigger) => new Node(upstream, failures, retries, kind, Triggers[trigger < Triggers.Length ? trigger : 0]));

    public static Gen<RandomFlow> All { get; } = Nodes.Array[1, 20].Select(nodes => new RandomFlow(nodes));

    /// <summary>Told of each attempt: the task run's name, which attempt it is, and whether it begins or ends.</summary>
    public Action<string, int, bool> OnAttempt { get; set; } = (_, _, _) => { };

    public int Count => nodes.Length;

    public int RetriesOf(int node) => nodes[node].Retries;

    /// <summary>The nodes that a node waits for.</summary>
    public IReadOnlyList<int> UpstreamOf(int node) => node == 0 ? [] : [.. nodes[node].Upstream.Take(nodes[node].Upstream[0] % 4).Select(u => u % node).Distinct()];

    public Flow Define() => Flow.Define("F", f =>
    {
        var tasks = new TaskResult<List<int>>[nodes.Length];
        for (var i = 0; i < nodes.Length; i++)
        {
            var (node, upstream) = (nodes[i], UpstreamOf(i));
            var task = node.IsMapped && upstream.Count > 0
                ? tasks[upstream[0]].Map($"T{i}", (_, run) => Work(node, run)).WithRetries(node.Retries)
                    .Then($"L{i}", list => list).With(o => o with { SkipOnUpstreamSkip = node.Retries > 1 })
                : f.Task($"T{i}", run => Round(node, run)).WithRetries(node.Retries);
            tasks[i] = task.When(node.Trigger).After([.. upstream.Select(u => tasks[u])]);
        }
    });

    private Loop<List<int>> Round(Node node, TaskRunContext run)
    {
        List<int> values = [Work(node, run), 2];
        return node.IsLoop && run.LoopCount < 3 ? Loop.Again(values) : values;
    }

    private int Work(Node node, TaskRunContext run)
    {
        var name = $"{run.TaskSlug}[{run.MapIndex}] round {run.LoopCount}";
        OnAttempt(name, run.Attempt, true);
        try
        {
            return run.Attempt <= node.Failures ? throw new InvalidOperationException("boom") : node.IsSkip ? throw FlowSignal.Skip("no") : run.Attempt;
        }
        finally
        {
            OnAttempt(name, run.Attempt, false);
        }
    }

    internal sealed record Node(int[] Upstream, int Failures, int Retries, int Kind, Trigger Trigger)
    {
        public bool IsMapped => Kind is 1 or 2 or 3;
        public bool IsLoop => Kind == 4;
        public bool IsSkip => Kind == 5;

        /// <summary>Most tasks do not fail.</summary>
        public int Failures { get; } = Kind < 6 ? 0 : Failures;
    }
}
