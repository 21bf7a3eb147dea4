using System.CommandLine;
using Flows.Cli.Output;
using Flows.Cli.Servers;
using Microsoft.Extensions.Logging.Abstractions;

namespace Flows.Cli.Commands;

/// <summary><c>flows server config</c></summary>
internal sealed class ServerConfigCommand : CliCommand
{
    private readonly ServerOptions options = new();
    private readonly ForeignServerOptions foreign = new();
    private readonly Option<string?> image = new("--image") { Description = "An image that has this tool; without it the tool is installed into Microsoft's SDK image.", HelpName = "NAME" };
    private readonly Option<bool> json = new("--json") { Description = "Prints what `flows server start` would do with these options, as JSON, instead." };

    public ServerConfigCommand(CliEnvironment environment)
        : base(
            environment, "config", "Prints a Docker Compose file that runs the server with PostgreSQL.",
            "flows server config > docker-compose.yml", "flows server config --expose --port 5200", "flows server config --json")
    {
        options.AddTo(this);
        Add(image);
        Add(json);
        foreign.AddTo(this);
    }

    protected override async Task<int> RunAsync(ParseResult line, CancellationToken stop)
    {
        await foreign.WarnAsync(Process, line);
        var settings = options.Read(line, Process, NullLoggerFactory.Instance);
        if (!line.GetValue(json)) await Output.WriteAsync(ComposeFile.Of(settings, line.GetValue(image)));
        else
            await JsonOutput.WriteAsync(
                Output,
                new { settings.Host, settings.ApiPort, settings.UiPort, settings.Expose, settings.Insecure, HasApiKey = settings.ApiKey is not null, Database = ServerOptions.Describe(settings.Database) });
        return ExitCodes.Ok;
    }
}
