using System.Globalization;

namespace Flows.Server.Model;

/// <summary>Durations as the API shows them: <c>hh:mm:ss</c>, hours without bound.</summary>
internal static class Intervals
{
    public static string Format(TimeSpan span) =>
        string.Create(CultureInfo.InvariantCulture, $"{(long)span.TotalHours:00}:{span.Minutes:00}:{span.Seconds:00}");
}
