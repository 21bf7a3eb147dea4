namespace Flows.Cli;

/// <summary>What the tool tells its caller.</summary>
internal static class ExitCodes
{
    public const int Ok = 0;

    /// <summary>What was asked for failed; stderr says why, in a sentence.</summary>
    public const int Failed = 1;

    /// <summary>The command line is wrong; stderr says how it is to be.</summary>
    public const int BadCommandLine = 2;

    /// <summary>Somebody stopped the command.</summary>
    public const int Interrupted = 130;
}
