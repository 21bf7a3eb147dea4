using Flows.States;

namespace Flows.Engine;

/// <summary>Decides how a flow run ended (contract section 8.4): by its terminal tasks, those that nothing is downstream of.</summary>
internal static class FinalState
{
    /// <summary>The final state; <paramref name="running"/> itself while something is left to be done by a later process.</summary>
    public static State Of(State running, IEnumerable<NodeRun> nodes)
    {
        var ends = nodes.Where(static n => n.Downstream.Length == 0).Aggregate(default(UpstreamCounts), static (sum, n) => sum + n.Outcome);
        return ends switch
        {
            { Finished: var finished, Total: var total } when finished < total => running,
            { Failed: > 0 } => new Failed { Message = "Some reference tasks failed." },
            { Successful: var successful, Total: var total } when successful == total => new Success { Message = "All reference tasks succeeded." },
            _ => new Success { Message = "No reference tasks failed." },
        };
    }
}
