using System.CommandLine;
using Flows.Cli.Output;

namespace Flows.Cli.Commands;

/// <summary><c>flows get agents</c></summary>
internal sealed class GetAgentsCommand : CliCommand
{
    private readonly Option<bool> json = CommonOptions.Json();

    public GetAgentsCommand(CliEnvironment environment)
        : base(environment, "agents", "Lists the agents, their labels, and whether they are alive.", "flows get agents") => Add(json);

    protected override async Task<int> RunAsync(ParseResult line, CancellationToken stop)
    {
        using var client = Process.Connect(Process.LoadConfiguration());
        var agents = await client.ListAgentsAsync(stop);
        if (line.GetValue(json))
        {
            await JsonOutput.WriteAsync(Output, agents);
            return ExitCodes.Ok;
        }
        var now = Process.TimeProvider.GetUtcNow();
        var table = new Table("NAME", "TYPE", "LABELS", "ALIVE", "LAST SEEN", "ID");
        foreach (var agent in agents)
            table.Add(agent.Name, agent.Type, string.Join(", ", agent.Labels), agent.IsAlive(now) ? "yes" : "no", agent.LastQueried is { } seen ? Age.Of(seen, now) : "never", agent.Id);
        await table.WriteAsync(Process);
        return ExitCodes.Ok;
    }
}
