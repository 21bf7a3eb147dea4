using System.CommandLine;
using Flows.Agents.Local;
using Flows.Cli.Agents;

namespace Flows.Cli.Commands;

/// <summary><c>flows agent local start</c></summary>
internal sealed class AgentLocalStartCommand : CliCommand
{
    private readonly AgentStartOptions options = new();
    private readonly LocalAgentOptions local = new();

    public AgentLocalStartCommand(CliEnvironment environment)
        : base(
            environment, "start", "Starts an agent that runs flows of local storage as processes, and runs until Ctrl-C or SIGTERM.",
            "flows agent local start", "flows agent local start --label etl --show-flow-logs")
    {
        options.AddTo(this);
        local.AddTo(this);
    }

    protected override Task<int> RunAsync(ParseResult line, CancellationToken stop) => AgentProcess.RunAsync(
        Process, options, line, inContainers: false, local.Labels(line), (parts, _) => new LocalLauncher(parts.Facts, new() { ShowLine = parts.ShowLine }, parts.Log), stop);
}
