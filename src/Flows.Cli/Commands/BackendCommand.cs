using System.CommandLine;
using Flows.Client;

namespace Flows.Cli.Commands;

/// <summary><c>flows backend</c></summary>
internal sealed class BackendCommand : CliCommand
{
    private readonly Argument<string> backend = new("backend") { Description = "`server` for a Flows or Prefect server, `cloud` for Prefect Cloud 1.x." };
    private readonly Option<bool> json = CommonOptions.Json();

    public BackendCommand(CliEnvironment environment)
        : base(environment, "backend", "Says which kind of server the commands of this user talk to.", "flows backend server")
    {
        backend.AcceptOnlyFromAmong("server", "cloud");
        Add(backend);
        Add(json);
    }

    protected override async Task<int> RunAsync(ParseResult line, CancellationToken stop)
    {
        var name = line.GetRequiredValue(backend);
        var file = FlowsConfiguration.SaveBackend(name, Process.Sources);
        await AnswerAsync(line.GetValue(json), new { Backend = name, File = file }, $"Backend switched to {name} ({file}).");
        return ExitCodes.Ok;
    }
}
