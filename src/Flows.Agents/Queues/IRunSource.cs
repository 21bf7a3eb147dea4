using Flows.Client.Agents;

namespace Flows.Agents.Queues;

/// <summary>Where an agent's runs come from.</summary>
internal interface IRunSource
{
    /// <summary>Asks once for runs that are due.</summary>
    /// <param name="busy">Ids of runs that this agent is submitting already.</param>
    /// <param name="free">How many runs the agent could start at once.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>The runs, the one that starts first at the front.</returns>
    Task<Found> TakeAsync(IReadOnlySet<string> busy, int free, CancellationToken cancellationToken);
}

/// <summary>What an agent was given.</summary>
/// <param name="Runs">The runs.</param>
/// <param name="HasWaited">Whether the server has waited for a run, so that the agent can ask again at once.</param>
internal sealed record Found(IReadOnlyList<QueuedFlowRun> Runs, bool HasWaited = false);
