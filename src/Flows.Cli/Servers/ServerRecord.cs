using System.Diagnostics;

namespace Flows.Cli.Servers;

/// <summary>A server that this user started on this machine.</summary>
internal sealed record ServerRecord
{
    /// <summary>Its process.</summary>
    public required int Pid { get; init; }

    /// <summary>When the process began, which tells it from a later one of the same number.</summary>
    public required DateTime Begun { get; init; }

    /// <summary>The API.</summary>
    public required Uri Api { get; init; }

    /// <summary>The dashboard.</summary>
    public required Uri Ui { get; init; }

    /// <summary>The database, without a password.</summary>
    public required string Database { get; init; }

    /// <summary>Where it writes its log; null for its console.</summary>
    public string? Log { get; init; }

    /// <summary>The process, if it still runs.</summary>
    public Process? Find()
    {
        try
        {
            var process = Process.GetProcessById(Pid);
            if (process.StartTime.ToUniversalTime().Subtract(Begun).Duration() < TimeSpan.FromSeconds(2)) return process;
            process.Dispose();
            return null;
        }
        catch (Exception e) when (e is ArgumentException or InvalidOperationException or System.ComponentModel.Win32Exception)
        {
            return null;
        }
    }
}
