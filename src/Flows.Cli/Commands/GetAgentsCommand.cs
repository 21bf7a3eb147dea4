using System.CommandLine;
using Flows.Cli.Output;
using Flows.Client;
using Flows.Client.Queries;

namespace Flows.Cli.Commands;

/// <summary><c>flows get agents</c></summary>
internal sealed class GetAgentsCommand(CliEnvironment environment) : GetCommand<AgentSummary>(
    environment, "agents", "Lists the agents, their labels, and whether they are alive.", ["NAME", "TYPE", "LABELS", "ALIVE", "LAST SEEN", "ID"], "flows get agents")
{
    protected override Task<IReadOnlyList<AgentSummary>> ListAsync(FlowsClient client, ParseResult line, CancellationToken stop) => client.ListAgentsAsync(stop);

    protected override string[] Cells(AgentSummary item, DateTimeOffset now) =>
        [item.Name, item.Type, string.Join(", ", item.Labels), item.IsAlive(now) ? "yes" : "no", item.LastQueried is { } seen ? Age.Of(seen, now) : "never", item.Id];
}
