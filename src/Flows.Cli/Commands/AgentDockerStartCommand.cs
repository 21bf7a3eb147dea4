using System.CommandLine;
using Flows.Agents.Docker;
using Flows.Cli.Agents;
using Flows.Docker.Credentials;

namespace Flows.Cli.Commands;

/// <summary><c>flows agent docker start</c></summary>
internal sealed class AgentDockerStartCommand : CliCommand
{
    private readonly AgentStartOptions options = new();
    private readonly Option<string?> baseUrl = new("--base-url", "-b") { Description = "The address of the Docker engine. [default: DOCKER_HOST, or the machine's own]", HelpName = "URL" };
    private readonly Option<string[]> networks = new("--network") { Description = "A network that the containers join.", HelpName = "NAME", DefaultValueFactory = _ => [] };
    private readonly Option<string[]> volumes = new("--volume") { Description = "A mount: /path, /on/host:/in/container or name:/in/container, each with :ro at will.", HelpName = "MOUNT", DefaultValueFactory = _ => [] };
    private readonly Option<bool> noPull = new("--no-pull") { Description = "Uses images that are on the machine." };

    public AgentDockerStartCommand(CliEnvironment environment)
        : base(
            environment, "start", "Starts an agent that runs flows of Docker storage as containers, and runs until Ctrl-C or SIGTERM.",
            "flows agent docker start --label your-label", "flows agent docker start --network backend --volume /data:/data:ro")
    {
        options.AddTo(this);
        foreach (var option in (Option[])[baseUrl, networks, volumes, noPull]) Add(option);
    }

    protected override Task<int> RunAsync(ParseResult line, CancellationToken stop) => AgentProcess.RunAsync(
        Process, options, line, inContainers: true,
        (parts, api) => new DockerLauncher(
            parts.Facts, api,
            new()
            {
                AgentName = parts.Options.Name,
                BaseUrl = line.GetValue(baseUrl),
                Networks = line.GetValue(networks) ?? [],
                Volumes = line.GetValue(volumes) ?? [],
                Pull = !line.GetValue(noPull),
                ShowLine = parts.ShowLine,
            },
            new DockerCredentials(), parts.Log), stop);
}
