namespace Flows.Agents.Docker;

/// <summary>The labels of containers that run flows. The first three are the protocol's.</summary>
internal static class ContainerLabels
{
    public const string FlowName = "io.prefect.flow-name";
    public const string FlowId = "io.prefect.flow-id";
    public const string FlowRunId = "io.prefect.flow-run-id";

    /// <summary>The name of the agent that follows the container.</summary>
    public const string Agent = "flows.agent";

    /// <summary>The fencing token under which the run was started.</summary>
    public const string Claim = "flows.claim";
}
