using Flows;
using Microsoft.Extensions.Logging;

/// <summary>
/// Runs the flow Orders of the sample OrdersEtl for each region on the server, both at a time, and closes the month once all have ended well.
/// A region whose run failed is run again, twice at most; a task that was interrupted goes on with the run that it had started.
/// </summary>
public static partial class MonthEnd
{
    [Task]
    public static int Close(IReadOnlyList<SubflowRun> regions, ILogger logger)
    {
        foreach (var region in regions) logger.LogInformation("{Run} ended as {State}", region.FlowRunName, region.State);
        return regions.Count;
    }

    public static Flow<TaskResult<int>> Create() => Flow.Define("Month end", f =>
    {
        return Close(f.List(Region("north", ["berlin"]), Region("south", ["milan"])));

        TaskResult<SubflowRun> Region(string name, List<string> shops) => f
            .StartFlowRun("Orders", parameters: new() { ["shops"] = f.Parameter(name, shops) })
            .WithRetries(2, TimeSpan.FromMinutes(5));
    });
}
