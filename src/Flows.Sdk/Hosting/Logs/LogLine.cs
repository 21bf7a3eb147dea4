using System.Globalization;
using Flows.Wire;
using Microsoft.Extensions.Logging;

namespace Flows.Hosting.Logs;

/// <summary>A log line as the field is used to.</summary>
internal static class LogLine
{
    /// <summary><c>[time] LEVEL - name | message</c></summary>
    public static string Text(DateTimeOffset time, LogLevel level, string category, string message) =>
        $"[{time.ToString("yyyy-MM-dd HH:mm:ss+0000", CultureInfo.InvariantCulture)}] {LogLevels.Name(level)} - {category} | {message}";
}
