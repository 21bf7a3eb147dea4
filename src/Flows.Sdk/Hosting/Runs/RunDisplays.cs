namespace Flows.Hosting.Runs;

/// <summary>Chooses how a run is shown.</summary>
internal static class RunDisplays
{
    /// <param name="environment">The process.</param>
    /// <param name="json">Whether a program reads the output.</param>
    /// <param name="quiet">Whether only failures are to be seen.</param>
    public static IRunDisplay Choose(HostEnvironment environment, bool json, bool quiet) =>
        json ? new JsonDisplay(environment, quiet)
        : quiet ? new QuietDisplay(environment)
        : environment.IsTerminal ? TerminalDisplay.Create(environment) ?? (IRunDisplay)new PlainDisplay(environment)
        : new PlainDisplay(environment);
}
