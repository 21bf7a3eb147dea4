using Flows.Client.Agents;

namespace Flows.Agents.Launching;

/// <summary>
/// The environment that a flow run gets. From low to high: the agent's defaults, the agent's own variables, the run config's, and
/// what is forced (contract section 5.1).
/// </summary>
internal static class RunEnvironment
{
    private const string Prefix = "PREFECT__";
    private const string Claim = "FLOWS__CONTEXT__CLAIM";
    private const string SendLogs = "PREFECT__CLOUD__SEND_FLOW_RUN_LOGS";
    private const string Api = "PREFECT__CLOUD__API";

    /// <summary>Makes the variables of one run.</summary>
    /// <param name="agent">What this agent gives to all its runs.</param>
    /// <param name="run">The run.</param>
    /// <param name="image">The image that the run's container is made of; null when it has none.</param>
    public static SortedDictionary<string, string> Build(AgentFacts agent, QueuedFlowRun run, string? image = null)
    {
        var variables = new SortedDictionary<string, string>(StringComparer.Ordinal) { ["PREFECT__LOGGING__LEVEL"] = agent.LoggingLevel };
        if (agent.InContainers) variables[Api] = agent.Api;
        Overlay(variables, agent.Environment);
        Overlay(variables, run.RunConfig?.Env);
        // A run may switch its logs off, never on.
        if (!agent.SendFlowRunLogs || !variables.ContainsKey(SendLogs)) variables[SendLogs] = agent.SendFlowRunLogs ? "true" : "false";
        Force(variables, agent, run, image);
        return variables;
    }

    /// <summary>Lays a run's variables over those of the agent's own process, of which none may win over the run's.</summary>
    /// <param name="variables">The run's variables.</param>
    /// <param name="process">The process's variables; they are changed.</param>
    public static void Apply(IReadOnlyDictionary<string, string> variables, IDictionary<string, string?> process)
    {
        process.Remove(Claim);
        foreach (var name in variables.Keys)
            if (Rival(name) is { } rival) process.Remove(rival);
        foreach (var (name, value) in variables) process[name] = value;
    }

    /// <summary>The variable by which the configuration of Flows would win over one of the protocol's.</summary>
    private static string? Rival(string name) => name.StartsWith(Prefix, StringComparison.Ordinal) ? $"FLOWS__{name[Prefix.Length..]}" : null;

    private static void Force(SortedDictionary<string, string> variables, AgentFacts agent, QueuedFlowRun run, string? image)
    {
        // A claim is never inherited: a stale one would have this run's calls refused.
        Set(variables, Claim, run.Claim);
        Set(variables, "PREFECT__BACKEND", agent.Backend);
        Set(variables, "PREFECT__CLOUD__AGENT__LABELS", PythonList(agent.Labels));
        Set(variables, "PREFECT__CLOUD__USE_LOCAL_SECRETS", "false");
        Set(variables, "PREFECT__CONTEXT__FLOW_ID", run.Flow.Id);
        Set(variables, "PREFECT__CONTEXT__FLOW_RUN_ID", run.Id);
        Set(variables, "PREFECT__ENGINE__FLOW_RUNNER__DEFAULT_CLASS", "prefect.engine.cloud.CloudFlowRunner");
        var tenant = agent.ApiKey.Length > 0 ? agent.TenantId : "";
        Set(variables, "PREFECT__CLOUD__API_KEY", agent.InContainers || agent.ApiKey.Length > 0 ? agent.ApiKey : null);
        Set(variables, "PREFECT__CLOUD__TENANT_ID", agent.InContainers || tenant.Length > 0 ? tenant : null);
        if (agent.InContainers)
        {
            Set(variables, "PREFECT__CLOUD__AUTH_TOKEN", agent.ApiKey);
            Set(variables, "PREFECT__CONTEXT__IMAGE", image ?? "");
            Set(variables, "PREFECT__LOGGING__LOG_TO_CLOUD", variables[SendLogs]);
        }
        else
        {
            Set(variables, Api, agent.Api);
        }
    }

    private static void Set(SortedDictionary<string, string> variables, string name, string? value)
    {
        if (Rival(name) is { } rival) variables.Remove(rival);
        if (value is null) variables.Remove(name);
        else variables[name] = value;
    }

    private static void Overlay(SortedDictionary<string, string> variables, IReadOnlyDictionary<string, string>? over)
    {
        if (over is null) return;
        foreach (var (name, value) in over) variables[name] = value;
    }

    // The programs of the original read the variable as a Python literal.
    private static string PythonList(IReadOnlyList<string> labels) =>
        $"[{string.Join(", ", labels.Select(l => $"'{l.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("'", "\\'", StringComparison.Ordinal)}'"))}]";
}
