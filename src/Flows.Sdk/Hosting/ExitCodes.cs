namespace Flows.Hosting;

/// <summary>What a flow program tells its caller.</summary>
internal static class ExitCodes
{
    public const int Ok = 0;

    /// <summary>What was asked for failed; stderr says why, in a sentence.</summary>
    public const int Failed = 1;

    /// <summary>The command line is wrong, parameters and flow names included, and nothing was done; stderr says how it is to be.</summary>
    public const int BadCommandLine = 2;
}
