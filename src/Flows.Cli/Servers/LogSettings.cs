using System.CommandLine;
using Flows.Cli.Output;
using Microsoft.Extensions.Logging;

namespace Flows.Cli.Servers;

/// <summary>How a server logs: what from, and in which form.</summary>
internal sealed class LogSettings
{
    private static readonly Dictionary<string, LogLevel> Levels = new(StringComparer.OrdinalIgnoreCase)
    {
        ["DEBUG"] = LogLevel.Debug,
        ["INFO"] = LogLevel.Information,
        ["WARNING"] = LogLevel.Warning,
        ["ERROR"] = LogLevel.Error,
        ["CRITICAL"] = LogLevel.Critical,
    };

    private readonly Option<string?> level = new("--log-level")
    {
        Description = "The least that is logged: DEBUG, INFO, WARNING, ERROR or CRITICAL (setting server.log_level). [default: WARNING]",
        HelpName = "LEVEL",
    };

    private readonly Option<string?> format = new("--log-format")
    {
        Description = "How it is logged: text, or json with an object per line (setting server.log_format). [default: text]",
        HelpName = "text|json",
    };

    public LogSettings()
    {
        level.AcceptOnlyFromAmong([.. Levels.Keys, .. Levels.Keys.Select(k => k.ToLowerInvariant())]);
        format.AcceptOnlyFromAmong("text", "json");
    }

    public void AddTo(Command command)
    {
        command.Add(level);
        command.Add(format);
    }

    /// <exception cref="CliException">A setting cannot be read.</exception>
    public ILoggerFactory Open(ParseResult line, CliEnvironment process)
    {
        var configuration = process.LoadConfiguration();
        var wanted = line.GetValue(level) ?? (configuration["server.log_level"] is { Length: > 0 } set ? set : "WARNING");
        if (!Levels.TryGetValue(wanted, out var minimum))
            throw new CliException($"The setting server.log_level is '{wanted}': it is one of {string.Join(", ", Levels.Keys)}.");
        return (line.GetValue(format) ?? configuration["server.log_format"]) == "json"
            ? new JsonLoggers(process.Error, minimum, process.TimeProvider)
            : new LineLoggers(process.Error, minimum, process.TimeProvider);
    }
}
