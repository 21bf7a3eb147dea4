using System.CommandLine;
using Flows.Agents;
using Flows.Agents.Launching;
using Flows.Cli.Commands;
using Flows.Client;
using Microsoft.Extensions.Logging;

namespace Flows.Cli.Agents;

/// <summary>The options that all agents have.</summary>
internal sealed class AgentStartOptions
{
    private static readonly string[] Levels = ["DEBUG", "INFO", "WARNING", "ERROR"];

    private readonly Option<string[]> labels = CommonOptions.Labels("A label; the agent takes only runs whose labels it has all. [default: setting cloud.agent.labels]");
    private readonly Option<string?> name = new("--name", "-n") { Description = "The name of the agent. [default: setting cloud.agent.name]", HelpName = "NAME" };
    private readonly Option<string?> tenant = new("--tenant-id") { Description = "The tenant whose runs it takes. [default: setting cloud.tenant_id, or the key's]", HelpName = "ID" };
    private readonly Option<string?> configId = new("--agent-config-id") { Description = "The configuration on the server that the agent belongs to.", HelpName = "ID" };
    private readonly Option<string?> address = new("--agent-address") { Description = "An address of the agent's own: GET /api/health tells that it lives, GET /api/poke has it ask for runs at once.", HelpName = "URL" };
    private readonly Option<string?> api = new("--api", "-a") { Description = "The API of the server. [default: setting cloud.api]", HelpName = "URL" };
    private readonly Option<string[]> environment = new("--env", "-e") { Description = "An environment variable for the runs.", HelpName = "NAME=VALUE", DefaultValueFactory = _ => [] };
    private readonly Option<int?> maxPolls = new("--max-polls") { Description = "Stops after so many polls.", HelpName = "NUMBER" };
    private readonly Option<bool> noCloudLogs = new("--no-cloud-logs") { Description = "Runs do not send their logs to the server." };
    private readonly Option<string?> level = new("--log-level") { Description = "What the agent itself logs. [default: setting cloud.agent.level]", HelpName = string.Join('|', Levels) };

    public AgentStartOptions() => level.AcceptOnlyFromAmong(StringComparer.OrdinalIgnoreCase, Levels);

    /// <summary>The key, which stands in no list of processes.</summary>
    public Option<string?> Key { get; } = new("--key", "-k") { Description = "The API key. [default: setting cloud.api_key, which other users of the machine cannot see]", HelpName = "KEY" };

    /// <summary>The server's API.</summary>
    public Option<string?> Api => api;

    /// <summary>Whether the output of runs is shown.</summary>
    public Option<bool> ShowFlowLogs { get; } = new("--show-flow-logs", "-f") { Description = "Prints what the runs write to their console." };

    public void AddTo(Command command)
    {
        foreach (var option in (Option[])[labels, name, api, Key, tenant, environment, maxPolls, noCloudLogs, level, configId, address, ShowFlowLogs]) command.Add(option);
    }

    /// <summary>The process with the settings of the command line on top.</summary>
    public CliEnvironment Settings(CliEnvironment process, ParseResult line) =>
        process.With(("cloud.api", line.GetValue(api)), ("cloud.api_key", line.GetValue(Key)), ("cloud.tenant_id", line.GetValue(tenant)), ("cloud.agent.agent_address", line.GetValue(address)), ("cloud.agent.name", line.GetValue(name)), ("cloud.agent.level", line.GetValue(level)));

    public AgentOptions Agent(ParseResult line, FlowsConfiguration configuration, IReadOnlyList<string> moreLabels) => new()
    {
        Name = configuration["cloud.agent.name"] is { Length: > 0 } given ? given : "agent",
        Labels = Labels(line, configuration, moreLabels),
        AgentConfigId = line.GetValue(configId),
        Environment = Environment(line),
        MaxPolls = line.GetValue(maxPolls),
    };

    public AgentFacts Facts(AgentOptions agent, ParseResult line, FlowsConfiguration configuration, bool inContainers) => new()
    {
        Backend = configuration.Backend,
        Api = configuration.ApiUrl.ToString().TrimEnd('/'),
        ApiKey = configuration.ApiKey ?? "",
        TenantId = configuration.TenantId ?? "",
        Labels = agent.Labels,
        Environment = agent.Environment,
        LoggingLevel = configuration["logging.level"] ?? "INFO",
        SendFlowRunLogs = !line.GetValue(noCloudLogs) && !string.Equals(configuration["cloud.send_flow_run_logs"], "false", StringComparison.OrdinalIgnoreCase),
        InContainers = inContainers,
    };

    public static LogLevel Level(FlowsConfiguration configuration) => configuration["cloud.agent.level"]?.ToUpperInvariant() switch
    {
        "DEBUG" => LogLevel.Debug,
        "WARNING" => LogLevel.Warning,
        "ERROR" => LogLevel.Error,
        _ => LogLevel.Information,
    };

    private IReadOnlyList<string> Labels(ParseResult line, FlowsConfiguration configuration, IReadOnlyList<string> more)
    {
        var given = line.GetValue(labels) is { Length: > 0 } some ? some : configuration.AgentLabels;
        return [.. given.Concat(more).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
    }

    private Dictionary<string, string> Environment(ParseResult line)
    {
        var variables = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var pair in line.GetValue(environment) ?? [])
        {
            var split = pair.IndexOf('=', StringComparison.Ordinal);
            // The text may hold a secret, so it is not repeated.
            if (split < 1) throw new CliException("A value of --env has no '=': write --env NAME=VALUE.");
            variables[pair[..split]] = pair[(split + 1)..];
        }
        return variables;
    }
}
