using System.ComponentModel;
using System.Diagnostics;
using Flows.Agents.Launching;

namespace Flows.Agents.Local;

/// <summary>The process of one flow run, with the last lines of its output.</summary>
internal sealed class FlowProcess : IDisposable
{
    // With its own session a run does not get the Ctrl-C that is meant for the agent; setsid replaces itself by the program, so the id stays.
    private const string NewSession = "/usr/bin/setsid";

    private readonly Process process;
    private readonly LastLines outputs = new();
    private readonly LastLines errors = new();
    private readonly Action<string>? show;

    private FlowProcess(Process process, Action<string>? show)
    {
        (this.process, this.show) = (process, show);
        process.OutputDataReceived += (_, e) => OnLine(outputs, e.Data);
        process.ErrorDataReceived += (_, e) => OnLine(errors, e.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        Id = process.Id;
    }

    public int Id { get; }

    /// <summary>
    /// The last lines of its output, at its end those of standard error: two pipes have no common order, and much output must not push out the reason.
    /// </summary>
    public IReadOnlyList<string> LastLines
    {
        get
        {
            var reasons = errors.ToList();
            return [.. outputs.ToList().TakeLast(Launching.LastLines.MaxLines - reasons.Count), .. reasons];
        }
    }

    /// <summary>Starts a program.</summary>
    /// <exception cref="AgentException">It could not be started.</exception>
    public static FlowProcess Start(LocalLauncherOptions options, string program, string? folder, IReadOnlyDictionary<string, string> environment)
    {
        string[] command = [options.DotnetHost, program, "execute", "flow-run"];
        if (OperatingSystem.IsLinux() && File.Exists(NewSession)) command = [NewSession, .. command];
        var start = new ProcessStartInfo(command[0], command[1..])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
            WorkingDirectory = folder ?? "",
        };
        RunEnvironment.Apply(environment, start.Environment);
        try
        {
            return new(Process.Start(start)!, options.ShowLine);
        }
        catch (Win32Exception e)
        {
            throw new AgentException($"'{options.DotnetHost} {program}' could not be started: {e.Message}. Is the .NET runtime installed and on the PATH of the agent?", e);
        }
    }

    /// <summary>Waits for the end and for the rest of the output.</summary>
    public async Task<int> WaitAsync(CancellationToken cancellationToken)
    {
        await process.WaitForExitAsync(cancellationToken);
        return process.ExitCode;
    }

    public void Dispose() => process.Dispose();

    private void OnLine(LastLines lines, string? line)
    {
        if (line is null) return;
        lines.Add(line);
        show?.Invoke(line);
    }
}
