using Microsoft.Extensions.Logging;

namespace Flows.TestFlows;

/// <summary>The flows that the end-to-end tests run.</summary>
internal static partial class TestFlows
{
    public static IReadOnlyList<Flow> All =>
    [
        Flow.Define("Slow", f => { Sleep(f); }),
        Flow.Define("Failing", f => { Fail(f); }),
        Flow.Define("Mapped", f => { Report(Sum(Double(Numbers(f).Each()))); }),
        Flow.Define("Cached", f => { Report(Expensive(f).CachedFor(TimeSpan.FromHours(1))); }),
        Flow.Define("Exits", f => { Exit(f); }),
        Flow.Define("Parent", f => { Tell(f.StartFlowRun("Mapped", options: Often).Select(r => r.State)); }),
        Flow.Define("ParentOfFailing", f => { Tell(f.StartFlowRun("Failing", options: Often).Select(r => r.State)); }),
        Flow.Define("Approval", f => { Publish(Count(f, 3)).When(Trigger.Manual).WithRunName("publish-{rounds}"); }),
    ];

    private static SubflowOptions Often { get; } = new() { PollInterval = TimeSpan.FromSeconds(1) };

    [Task]
    public static async Task Sleep(ILogger logger, CancellationToken cancellationToken)
    {
        logger.LogInformation("Sleeping");
        await Task.Delay(TimeSpan.FromMinutes(10), TimeProvider.System, cancellationToken);
    }

    [Task]
    public static void Fail() => throw new InvalidOperationException("The moon is not made of cheese.");

    [Task]
    public static int[] Numbers() => [1, 2, 3, 4, 5];

    [Task]
    public static int Expensive(ILogger logger)
    {
        logger.LogInformation("Working hard");
        return 42;
    }

    [Task]
    public static int Double(int number) => number * 2;

    [Task]
    public static int Sum(IEnumerable<int> numbers) => numbers.Sum();

    [Task]
    public static void Report(int sum, ILogger logger) => logger.LogInformation("The sum is {Sum}", sum);

    [Task]
    public static void Tell(string state, ILogger logger) => logger.LogInformation("The other run is {State}", state);

    /// <summary>A process that ends in the middle of a run, as one that is out of memory does.</summary>
    [Task]
    public static void Exit()
    {
        Console.Error.WriteLine("The process is about to end.");
        Environment.Exit(3);
    }

    [Task]
    public static Loop<int> Count(int to, TaskRunContext run) => run.LoopCount < to ? Loop.Again(run.LoopCount) : run.LoopResult(0) + 1;

    [Task]
    public static void Publish(int rounds, TaskRunContext run) => run.Logger.LogInformation("{Name}: resumed {IsResumed} after {Rounds} rounds", run.TaskRunName, run.IsResumed, rounds);
}
