using System.ComponentModel;
using System.Diagnostics;

namespace Flows.Cli.Programs;

/// <summary>Runs a .NET program or tool as a child of this one, with this one's environment.</summary>
internal static class ChildProcess
{
    // With a session of its own a child does not get the Ctrl-C of this process besides the SIGTERM that it is sent: two signals would end it at once.
    private const string NewSession = "/usr/bin/setsid";

    /// <summary>Runs it with its console on this one's, so that it can draw and ask.</summary>
    /// <returns>Its exit code.</returns>
    public static async Task<int> RunOnConsoleAsync(CliEnvironment process, IEnumerable<string> arguments)
    {
        using var child = Start(process, Info(process, process.DotnetHost, arguments));
        // The console's Ctrl-C reaches it too, and it ends in order.
        await child.WaitForExitAsync(CancellationToken.None);
        return child.ExitCode;
    }

    /// <summary>Runs it and gives each line that it writes.</summary>
    /// <param name="process">This process.</param>
    /// <param name="arguments">The arguments of <c>dotnet</c>.</param>
    /// <param name="output">Gets the lines of its output.</param>
    /// <param name="error">Gets the lines of its standard error.</param>
    /// <param name="stop">Asks the child to end; it is waited for.</param>
    /// <returns>Its exit code.</returns>
    public static async Task<int> RunAsync(CliEnvironment process, IReadOnlyList<string> arguments, Action<string> output, Action<string> error, CancellationToken stop)
    {
        var command = OperatingSystem.IsLinux() && File.Exists(NewSession) ? Info(process, NewSession, [process.DotnetHost, .. arguments]) : Info(process, process.DotnetHost, arguments);
        (command.RedirectStandardOutput, command.RedirectStandardError, command.RedirectStandardInput) = (true, true, true);
        using var child = Start(process, command);
        child.OutputDataReceived += (_, e) => Take(e.Data, output);
        child.ErrorDataReceived += (_, e) => Take(e.Data, error);
        child.StandardInput.Close();
        child.BeginOutputReadLine();
        child.BeginErrorReadLine();
        await using (stop.Register(() => Signals.Terminate(child))) await child.WaitForExitAsync(CancellationToken.None);
        stop.ThrowIfCancellationRequested();
        return child.ExitCode;
    }

    private static void Take(string? line, Action<string> to)
    {
        if (line is not null) to(line);
    }

    private static ProcessStartInfo Info(CliEnvironment process, string program, IEnumerable<string> arguments)
    {
        var info = new ProcessStartInfo(program, arguments) { UseShellExecute = false, WorkingDirectory = process.CurrentFolder };
        info.Environment.Clear();
        foreach (var (name, value) in process.Sources.Environment) info.Environment[name] = value;
        info.Environment["DOTNET_NOLOGO"] = "1";
        return info;
    }

    private static Process Start(CliEnvironment process, ProcessStartInfo info)
    {
        try
        {
            return Process.Start(info)!;
        }
        catch (Win32Exception e)
        {
            throw new CliException($"'{process.DotnetHost}' could not be started ({e.Message}): install .NET 10, or put it on the PATH.");
        }
    }
}
