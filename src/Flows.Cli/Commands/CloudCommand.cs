using System.CommandLine;

namespace Flows.Cli.Commands;

/// <summary>A command of the original that only Prefect Cloud has: it takes what it is given and says what there is instead.</summary>
internal sealed class CloudCommand : CliCommand
{
    private readonly string instead;

    /// <param name="environment">The process.</param>
    /// <param name="name">The command's name.</param>
    /// <param name="instead">What there is instead, in a sentence.</param>
    public CloudCommand(CliEnvironment environment, string name, string instead)
        : base(environment, name, instead)
    {
        this.instead = instead;
        Hidden = true;
        TreatUnmatchedTokensAsErrors = false;
    }

    protected override Task<int> RunAsync(ParseResult line, CancellationToken stop) => throw new CliException(instead);
}
