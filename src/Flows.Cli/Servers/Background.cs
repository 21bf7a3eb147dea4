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
    /// <returns>The server, and what it wrote so far.</returns>
    public static async Task<(ServerRecord Server, string Said)> StartServerAsync(CliEnvironment process, IReadOnlyList<string> arguments, string log, CancellationToken stop)
    {
        var before = Prepare(log);
        using var child = Start(process, [.. process.Self, .. arguments], log);
        var records = new ServerRecords(process.Sources);
        var begun = process.TimeProvider.GetTimestamp();
        try
        {
            while (process.TimeProvider.GetElapsedTime(begun) < Patience)
            {
                if (records.Running().FirstOrDefault(r => r.Pid == child.Id) is { } record) return (record with { Log = log }, Written(log, before));
                if (child.HasExited) throw new CliException($"The server did not start:{Environment.NewLine}{string.Join(Environment.NewLine, Written(log, before).Split(Environment.NewLine).TakeLast(10).Select(l => $"  {l}"))}");
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

    /// <summary>Makes sure that the log is there, for this user only: what a server says at its first start may be a secret.</summary>
    /// <returns>How long it is.</returns>
    private static long Prepare(string log)
    {
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(log)!);
            var options = new FileStreamOptions { Mode = FileMode.OpenOrCreate, Access = FileAccess.Write, Share = FileShare.ReadWrite };
            if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            using var file = new FileStream(log, options);
            return file.Length;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new CliException($"The log '{log}' cannot be written: {e.Message}");
        }
    }

    private static string Written(string log, long from)
    {
        using var text = new StreamReader(new FileStream(log, FileMode.Open, FileAccess.Read, FileShare.ReadWrite));
        text.BaseStream.Position = from;
        return text.ReadToEnd().TrimEnd().ReplaceLineEndings();
    }
}
