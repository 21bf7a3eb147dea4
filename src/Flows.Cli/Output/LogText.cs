using System.Globalization;
using Flows.Client.Queries;

namespace Flows.Cli.Output;

/// <summary>A log line for people.</summary>
internal static class LogText
{
    public static string Of(LogLine line) => $"{Time(line.Timestamp)}  {line.Level,-8}  {line.Name} | {line.Message}";

    /// <summary>An instant in UTC, as all times of the tool.</summary>
    public static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
}
