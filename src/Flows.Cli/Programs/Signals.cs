using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Flows.Cli.Programs;

/// <summary>Asks processes to end in order.</summary>
internal static class Signals
{
    private const int Term = 15;

    /// <summary>Sends SIGTERM; on Windows, which has none, the process is ended.</summary>
    public static void Terminate(Process process)
    {
        if (process.HasExited) return;
        if (OperatingSystem.IsWindows()) process.Kill(entireProcessTree: true);
        else _ = Kill(process.Id, Term);
    }

    [DllImport("libc", EntryPoint = "kill", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Kill(int processId, int signal);
}
