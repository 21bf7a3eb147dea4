namespace Flows.Wire;

/// <summary>Fixed words of the Prefect 1.x protocol.</summary>
public static class WireConstants
{
    /// <summary>The core version that every document and every request states: the one whose protocol this is.</summary>
    public const string CoreVersion = "1.4.1";

    /// <summary>Header with <see cref="CoreVersion"/>, on every request.</summary>
    public const string CoreVersionHeader = "X-PREFECT-CORE-VERSION";

    /// <summary>Header with an agent's id, on every request of a registered agent.</summary>
    public const string AgentIdHeader = "X-PREFECT-AGENT-ID";

    /// <summary>Header with the tenant's id, when an API key and a tenant are both known.</summary>
    public const string TenantIdHeader = "X-PREFECT-TENANT-ID";

    /// <summary>Header with a flow run's id, on its heartbeats.</summary>
    public const string HeartbeatIdHeader = "X-PREFECT-HEARTBEAT-ID";

    /// <summary>Header with the fencing token of the claim under which a call is made; not part of Prefect 1.x.</summary>
    public const string ClaimHeader = "X-Flows-Claim";

    /// <summary>The class of the original that stands for a plain task.</summary>
    public const string FunctionTask = "prefect.tasks.core.function.FunctionTask";
}
