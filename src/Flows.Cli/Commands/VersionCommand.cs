using System.CommandLine;
using System.Reflection;

namespace Flows.Cli.Commands;

/// <summary><c>flows version</c></summary>
internal sealed class VersionCommand : CliCommand
{
    private readonly Option<bool> json = CommonOptions.Json();

    public VersionCommand(CliEnvironment environment)
        : base(environment, "version", "Prints the version of this tool.", "flows version") => Add(json);

    /// <summary>The version of this tool.</summary>
    public static string Text { get; } = typeof(VersionCommand).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion;

    protected override async Task<int> RunAsync(ParseResult line, CancellationToken stop)
    {
        await AnswerAsync(line.GetValue(json), new { Version = Text }, Text);
        return ExitCodes.Ok;
    }
}
