using System.CommandLine;
using System.Reflection;

namespace Flows.Cli.Commands;

/// <summary><c>flows version</c></summary>
internal sealed class VersionCommand(CliEnvironment environment) : CliCommand(environment, "version", "Prints the version of this tool.")
{
    protected override async Task<int> RunAsync(ParseResult line, CancellationToken stop)
    {
        await Output.WriteLineAsync(typeof(VersionCommand).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion);
        return ExitCodes.Ok;
    }
}
