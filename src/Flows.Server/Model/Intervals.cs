using System.Globalization;

namespace Flows.Server.Model;

/// <summary>Durations as the API shows them: <c>hh:mm:ss</c>, hours without bound.</summary>
internal static class Intervals
{
    /// <summary>Reads what <see cref="Format"/> writes.</summary>
    public static TimeSpan Parse(string text) =>
        text.Split(':') is [var hours, var minutes, var seconds]
            ? TimeSpan.FromHours(long.Parse(hours, CultureInfo.InvariantCulture)) + TimeSpan.FromMinutes(long.Parse(minutes, CultureInfo.InvariantCulture))
                + TimeSpan.FromSeconds(long.Parse(seconds, CultureInfo.InvariantCulture))
            : throw new FormatException($"'{text}' is no duration like 00:01:30.");

    public static string Format(TimeSpan span) =>
        string.Create(CultureInfo.InvariantCulture, $"{(long)span.TotalHours:00}:{span.Minutes:00}:{span.Seconds:00}");
}
