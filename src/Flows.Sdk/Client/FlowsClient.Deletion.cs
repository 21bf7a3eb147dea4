namespace Flows.Client;

public sealed partial class FlowsClient
{
    /// <summary>Deletes a project with its flows and their runs.</summary>
    /// <param name="projectId">The project's id.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>When it is gone.</returns>
    public Task DeleteProjectAsync(string projectId, CancellationToken cancellationToken = default) =>
        MutateAsync("delete_project", new ProjectIdInput(projectId), ClientJson.Default.ProjectIdInput, "success", cancellationToken);

    /// <summary>Deletes one version of a flow with its runs.</summary>
    /// <param name="flowId">The id of the version.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>When it is gone.</returns>
    public Task DeleteFlowAsync(string flowId, CancellationToken cancellationToken = default) =>
        MutateAsync("delete_flow", new FlowIdInput(flowId), ClientJson.Default.FlowIdInput, "success", cancellationToken);

    /// <summary>Deletes all versions of a flow with their runs.</summary>
    /// <param name="flowGroupId">The id that the versions share.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>When they are gone.</returns>
    public Task DeleteFlowGroupAsync(string flowGroupId, CancellationToken cancellationToken = default) =>
        MutateAsync("delete_flow_group", new FlowGroupIdInput(flowGroupId), ClientJson.Default.FlowGroupIdInput, "success", cancellationToken);

    /// <summary>Forgets an agent; one that still works makes itself known again when it starts.</summary>
    /// <param name="agentId">The agent's id.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>When it is gone.</returns>
    public Task DeleteAgentAsync(string agentId, CancellationToken cancellationToken = default) =>
        MutateAsync("delete_agent", new AgentIdInput(agentId), ClientJson.Default.AgentIdInput, "success", cancellationToken);

    /// <summary>Deletes a flow run with its task runs, states and logs.</summary>
    /// <param name="flowRunId">The run's id.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>When it is gone.</returns>
    public Task DeleteFlowRunAsync(string flowRunId, CancellationToken cancellationToken = default) =>
        MutateAsync("delete_flow_run", new FlowRunInput(flowRunId), ClientJson.Default.FlowRunInput, "success", cancellationToken);
}

internal sealed record ProjectIdInput(string ProjectId);

internal sealed record FlowIdInput(string FlowId);

internal sealed record AgentIdInput(string AgentId);

internal sealed record FlowGroupIdInput(string FlowGroupId);
