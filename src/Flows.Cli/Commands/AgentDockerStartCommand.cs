using System.CommandLine;
using Flows.Agents.Docker;
using Flows.Cli.Agents;
using Flows.Docker.Credentials;

namespace Flows.Cli.Commands;

/// <summary><c>flows agent docker start</c></summary>
internal sealed class AgentDockerStartCommand : CliCommand
{
    private readonly AgentStartOptions options = new();
    private readonly DockerAgentOptions docker = new();

    public AgentDockerStartCommand(CliEnvironment environment)
        : base(
            environment, "start", "Starts an agent that runs flows of Docker storage as containers, and runs until Ctrl-C or SIGTERM.",
            "flows agent docker start --label your-label", "flows agent docker start --network backend --volume /data:/data:ro")
    {
        options.AddTo(this);
        docker.AddTo(this);
    }

    protected override Task<int> RunAsync(ParseResult line, CancellationToken stop) => AgentProcess.RunAsync(
        Process, options, line, inContainers: true, [],
        (parts, api) => new DockerLauncher(parts.Facts, api, docker.Read(line, parts.Options.Name, parts.ShowLine), new DockerCredentials(), parts.Log), stop);
}
