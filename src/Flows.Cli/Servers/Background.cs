using System.ComponentModel;
using System.Diagnostics;
using Flows.Cli.Programs;

namespace Flows.Cli.Servers;

/// <summary>Starts this tool once more, in the background, apart from this console.</summary>
internal static class Background
{
    private static readonly TimeSpan Pulse = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>Starts a server and waits until it listens.</summary>
    /// <param name="process">This process.</param>
    /// <param name="arguments">The arguments of the tool.</param>
    /// <param name="log">Where the server writes what it would write on its console.</param>
    /// <param name="stop">Gives up; the server is ended.</param>
    /// <exception cref="CliException">It did not start; the message holds what it said.</exception>
    public static async Task<ServerRecord> StartServerAsync(CliEnvironment process, IReadOnlyList<string> arguments, string log, CancellationToken stop)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(log)!);
        var before = File.Exists(log) ? new FileInfo(log).Length : 0;
        using var child = Start(process, [.. process.Self, .. arguments], log);
        var records = new ServerRecords(process.Sources);
        var begun = process.TimeProvider.GetTimestamp();
        try
        {
            while (process.TimeProvider.GetElapsedTime(begun) < Patience)
            {
                if (records.Running().FirstOrDefault(r => r.Pid == child.Id) is { } record) return record with { Log = log };
                if (child.HasExited) throw new CliException($"The server did not start:{Environment.NewLine}{LastLines(log, before)}");
                await Task.Delay(Pulse, process.TimeProvider, stop);
            }
        }
        catch (OperationCanceledException)
        {
            Signals.Terminate(child);
            throw;
        }
        Signals.Terminate(child);
        throw new CliException($"The server did not listen within {Patience.TotalSeconds:0} seconds; its log is {log}.");
    }

    private static Process Start(CliEnvironment process, string[] command, string log)
    {
        // A shell: only it gives the server a file for a console. With this one's, a script that reads our output would wait for the server.
        var info = OperatingSystem.IsWindows()
            ? new ProcessStartInfo(command[0], command[1..]) { UseShellExecute = true, WindowStyle = ProcessWindowStyle.Hidden }
            : new ProcessStartInfo("/bin/sh", ["-c", "log=$1; shift; exec \"$@\" >>\"$log\" 2>&1 </dev/null", "sh", log, .. NewSession(), .. command]) { UseShellExecute = false };
        info.WorkingDirectory = process.CurrentFolder;
        if (!info.UseShellExecute)
        {
            info.Environment.Clear();
            foreach (var (name, value) in process.Sources.Environment) info.Environment[name] = value;
        }
        try
        {
            return Process.Start(info)!;
        }
        catch (Win32Exception e)
        {
            throw new CliException($"The server could not be started in the background: {e.Message}.");
        }
    }

    /// <summary>Apart from the console, so that neither its Ctrl-C nor its end reaches the server.</summary>
    private static string[] NewSession() => File.Exists("/usr/bin/setsid") ? ["/usr/bin/setsid"] : ["nohup"];

    private static string LastLines(string log, long from)
    {
        try
        {
            using var text = new StreamReader(log);
            text.BaseStream.Position = from;
            return string.Join(Environment.NewLine, text.ReadToEnd().TrimEnd().Split('\n').TakeLast(10).Select(l => $"  {l}"));
        }
        catch (IOException)
        {
            return $"  (nothing was written to {log})";
        }
    }
}
