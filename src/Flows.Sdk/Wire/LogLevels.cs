using Microsoft.Extensions.Logging;

namespace Flows.Wire;

/// <summary>Log levels by the protocol's names.</summary>
internal static class LogLevels
{
    /// <summary>The protocol's name of a level; it has none below DEBUG.</summary>
    public static string Name(LogLevel level) => level switch
    {
        LogLevel.Trace or LogLevel.Debug => "DEBUG",
        LogLevel.Warning => "WARNING",
        LogLevel.Error => "ERROR",
        LogLevel.Critical => "CRITICAL",
        _ => "INFO",
    };

    /// <summary>The level of a name, in any case; null when there is none of that name.</summary>
    public static LogLevel? Find(string? name) => name?.ToUpperInvariant() switch
    {
        "DEBUG" => LogLevel.Debug,
        "INFO" => LogLevel.Information,
        "WARNING" => LogLevel.Warning,
        "ERROR" => LogLevel.Error,
        "CRITICAL" => LogLevel.Critical,
        _ => null,
    };
}
