using System.Globalization;

namespace Flows.Agents.Launching;

/// <summary>Says in words what an exit code means.</summary>
internal static class ExitCodes
{
    private const int SignalBase = 128;

    /// <summary>SIGKILL.</summary>
    public const int Killed = SignalBase + 9;

    /// <summary>For example <c>exit code 137 (killed because it was out of memory)</c>.</summary>
    public static string Describe(RunEnd end)
    {
        if (end.ExitCode == RunEnd.Unknown) return "an unknown exit code";
        var text = string.Create(CultureInfo.InvariantCulture, $"exit code {end.ExitCode}");
        var meaning = end.OutOfMemory ? "killed because it was out of memory" : Meaning(end.ExitCode);
        return meaning is null ? text : $"{text} ({meaning})";
    }

    private static string? Meaning(long code) => code switch
    {
        126 => "the program may not be executed",
        127 => "the program was not found",
        SignalBase + 6 => "aborted: an unhandled exception or a fatal error of the runtime",
        Killed => "killed, most often because it was out of memory",
        SignalBase + 11 => "segmentation fault",
        SignalBase + 15 => "terminated by SIGTERM",
        > SignalBase and <= SignalBase + 64 => string.Create(CultureInfo.InvariantCulture, $"ended by signal {code - SignalBase}"),
        _ => null,
    };
}
