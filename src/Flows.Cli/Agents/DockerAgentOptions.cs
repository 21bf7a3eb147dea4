using System.CommandLine;
using Flows.Agents.Docker;

namespace Flows.Cli.Agents;

/// <summary>The options that only Docker agents have.</summary>
internal sealed class DockerAgentOptions
{
    private readonly Option<string?> baseUrl = new("--base-url", "-b") { Description = "The address of the Docker engine. [default: DOCKER_HOST, or the machine's own]", HelpName = "URL" };
    private readonly Option<string[]> networks = new("--network") { Description = "A network that the containers join. Several times.", HelpName = "NAME", DefaultValueFactory = _ => [] };
    private readonly Option<string[]> volumes = new("--volume") { Description = "A mount: /path, /on/host:/in/container or name:/in/container, each with :ro at will. Several times.", HelpName = "MOUNT", DefaultValueFactory = _ => [] };
    private readonly Option<int> timeout = new("--docker-client-timeout") { Description = "How many seconds the engine may take to start a container, pulls apart.", HelpName = "SECONDS", DefaultValueFactory = _ => 60 };
    private readonly Option<bool> noPull = new("--no-pull") { Description = "Uses images that are on the machine." };

    public DockerAgentOptions() => timeout.Validators.Add(result =>
    {
        if (result.Tokens is [var token] && int.TryParse(token.Value, out var seconds) && seconds < 1) result.AddError($"{result.Option.Name} is {seconds}, but it is to be a number of seconds above zero.");
    });

    public void AddTo(Command command)
    {
        foreach (var option in (Option[])[baseUrl, networks, volumes, noPull, timeout]) command.Add(option);
    }

    public DockerLauncherOptions Read(ParseResult line, string agentName, Action<string>? showLine) => new()
    {
        AgentName = agentName,
        BaseUrl = line.GetValue(baseUrl),
        Networks = line.GetValue(networks) ?? [],
        Volumes = line.GetValue(volumes) ?? [],
        EngineTimeout = TimeSpan.FromSeconds(line.GetValue(timeout)),
        Pull = !line.GetValue(noPull),
        ShowLine = showLine,
    };
}
