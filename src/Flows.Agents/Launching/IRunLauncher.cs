using Flows.Client.Agents;

namespace Flows.Agents.Launching;

/// <summary>Starts flow runs somewhere and follows them to their end. Each kind of agent is one launcher.</summary>
public interface IRunLauncher : IAsyncDisposable
{
    /// <summary>The agent's type on the wire, for example <c>DockerAgent</c>.</summary>
    string AgentType { get; }

    /// <summary>Gets ready: checks what the launcher needs, and takes up runs that an earlier process of this agent had started.</summary>
    /// <param name="ends">Who wants to know how runs end.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>A task that ends when runs can be launched.</returns>
    /// <exception cref="AgentException">Something that the launcher needs is missing.</exception>
    Task StartAsync(IRunEnds ends, CancellationToken cancellationToken);

    /// <summary>Says why a run cannot be started here, and which agent could.</summary>
    /// <param name="run">The run.</param>
    /// <returns>One sentence or two for the run's page, or null when the run can be started.</returns>
    string? WhyNot(QueuedFlowRun run);

    /// <summary>Starts a run and goes on following it in the background.</summary>
    /// <param name="run">The run.</param>
    /// <param name="cancellationToken">Ends the call; a run that has started goes on.</param>
    /// <returns>What identifies the started thing, for example <c>PID: 4711</c>.</returns>
    /// <exception cref="AgentException">The run could not be started.</exception>
    Task<string> LaunchAsync(QueuedFlowRun run, CancellationToken cancellationToken);
}
