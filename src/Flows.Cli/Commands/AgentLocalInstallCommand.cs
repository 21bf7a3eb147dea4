using System.CommandLine;
using Flows.Cli.Agents;
using Flows.Cli.Install;

namespace Flows.Cli.Commands;

/// <summary><c>flows agent local install</c></summary>
internal sealed class AgentLocalInstallCommand : CliCommand
{
    private readonly AgentStartOptions options = new();
    private readonly LocalAgentOptions local = new();
    private readonly Option<string> format = new("--format") { Description = "For which service manager.", DefaultValueFactory = _ => "systemd" };
    private readonly Option<string?> user = new("--user") { Description = "The user that the agent runs as. [default: you]", HelpName = "NAME" };

    public AgentLocalInstallCommand(CliEnvironment environment)
        : base(
            environment, "install", "Prints the file by which systemd or supervisord keeps a local agent running; it takes the options of `start`.",
            "flows agent local install --label etl | sudo tee /etc/systemd/system/flows-agent.service", "flows agent local install --format supervisord --label etl")
    {
        format.AcceptOnlyFromAmong("systemd", "supervisord");
        options.AddTo(this);
        local.AddTo(this);
        Add(format);
        Add(user);
    }

    protected override async Task<int> RunAsync(ParseResult line, CancellationToken stop)
    {
        string[] command = [.. Process.Self, "agent", "local", "start", .. GivenOptions.Of(line, o => o != format && o != user && o != options.Key)];
        var environment = new Dictionary<string, string>();
        if (line.GetValue(options.Key) is { } key) environment["FLOWS__CLOUD__API_KEY"] = key;
        var name = line.GetValue(user) ?? Environment.UserName;
        await Output.WriteAsync((line.GetValue(format) == "systemd" ? ServiceFiles.Systemd(command, environment, name) : ServiceFiles.Supervisord(command, environment, name)).ReplaceLineEndings("\n"));
        return ExitCodes.Ok;
    }
}
