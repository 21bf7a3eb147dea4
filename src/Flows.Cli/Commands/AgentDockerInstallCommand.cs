using System.CommandLine;
using Flows.Cli.Agents;
using Flows.Cli.Install;

namespace Flows.Cli.Commands;

/// <summary><c>flows agent docker install</c></summary>
internal sealed class AgentDockerInstallCommand : CliCommand
{
    private readonly AgentStartOptions options = new();
    private readonly DockerAgentOptions docker = new();
    private readonly Option<string> format = new("--format") { Description = "compose for a Docker Compose file, run for a `docker run` command.", DefaultValueFactory = _ => "compose" };
    private readonly Option<string?> image = new("--image") { Description = "An image that has this tool; without it the tool is installed into Microsoft's SDK image.", HelpName = "NAME" };

    public AgentDockerInstallCommand(CliEnvironment environment)
        : base(
            environment, "install", "Prints how to run a Docker agent as a container; it takes the options of `start`.",
            "flows agent docker install --label etl > agent.yml", "flows agent docker install --format run --label etl")
    {
        format.AcceptOnlyFromAmong("compose", "run");
        options.AddTo(this);
        docker.AddTo(this);
        Add(format);
        Add(image);
    }

    protected override async Task<int> RunAsync(ParseResult line, CancellationToken stop)
    {
        var configuration = options.Settings(Process, line).LoadConfiguration();
        Option[] own = [format, image, options.Key, options.Api];
        string[] words = ["agent", "docker", "start", .. GivenOptions.Of(line, o => !own.Contains(o))];
        var container = new AgentContainer(words, configuration.ApiUrl, configuration.ApiKey is not null, line.GetValue(image));
        await Output.WriteAsync(line.GetValue(format) == "compose" ? container.Compose() : container.Run());
        return ExitCodes.Ok;
    }
}
