namespace Flows.Agents.Launching;

/// <summary>What an agent gives to all its runs, so that they reach the same server as the same tenant.</summary>
public sealed record AgentFacts
{
    /// <summary>The kind of server. <value>The default is <c>server</c>.</value></summary>
    public string Backend { get; init; } = "server";

    /// <summary>The API as the runs are to call it.</summary>
    public required string Api { get; init; }

    /// <summary>The key for the API. <value>Empty by default: none.</value></summary>
    public string ApiKey { get; init; } = "";

    /// <summary>The tenant; passed on only together with a key. <value>Empty by default.</value></summary>
    public string TenantId { get; init; } = "";

    /// <summary>The agent's labels. <value>Empty by default.</value></summary>
    public IReadOnlyList<string> Labels { get; init; } = [];

    /// <summary>The agent's own variables for its runs. <value>Empty by default.</value></summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();

    /// <summary>Which log lines the runs keep, unless they say otherwise. <value>The default is <c>INFO</c>.</value></summary>
    public string LoggingLevel { get; init; } = "INFO";

    /// <summary>Whether runs send their logs to the server; when not, no run can switch it on. <value>The default is true.</value></summary>
    public bool SendFlowRunLogs { get; init; } = true;

    /// <summary>
    /// Whether runs are containers: they get every variable, also empty ones, and the API's address is a default that a run may
    /// override, because a container may see the server under another name.
    /// </summary>
    public bool InContainers { get; init; }
}
