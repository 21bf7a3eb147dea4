using Flows.Agents.Launching;
using Flows.Client;
using Flows.Client.Agents;
using Flows.States;

namespace Flows.TestAgent;

/// <summary>Plays the process of each run: Running, then Success, under the claim that the agent passes on.</summary>
internal sealed class PlayedRuns(FlowsClient client) : IRunLauncher
{
    public string AgentType => "TestAgent";

    public Task StartAsync(IRunEnds ends, CancellationToken cancellationToken)
    {
        Console.WriteLine("ready");
        return Task.CompletedTask;
    }

    public string? WhyNot(QueuedFlowRun run) => null;

    public async Task<string> LaunchAsync(QueuedFlowRun run, CancellationToken cancellationToken)
    {
        var own = client.ForClaim(run.Claim);
        try
        {
            await own.SetFlowRunStateAsync(run.Id, new Running(), null, cancellationToken);
            await own.SetFlowRunStateAsync(run.Id, new Success(), null, cancellationToken);
        }
        catch (FlowsClientException e) when (e.Error == FlowsClientError.StateUpdateFailed)
        {
            // As a process of a run does: others have the run, so it ends quietly.
            Console.WriteLine($"stale {run.Id}");
        }
        return "played";
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
