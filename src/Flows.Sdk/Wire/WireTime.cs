using System.Globalization;

namespace Flows.Wire;

/// <summary>Instants on the wire: ISO 8601 with offset and, when they are not zero, microseconds.</summary>
public static class WireTime
{
    /// <summary>Writes an instant.</summary>
    /// <param name="time">The instant.</param>
    /// <returns>For example <c>2024-05-01T10:00:05.250000+00:00</c>.</returns>
    public static string Format(DateTimeOffset time) =>
        time.ToString(time.Ticks % TimeSpan.TicksPerSecond / TimeSpan.TicksPerMicrosecond == 0 ? "yyyy-MM-dd'T'HH:mm:sszzz" : "yyyy-MM-dd'T'HH:mm:ss.ffffffzzz", CultureInfo.InvariantCulture);

    /// <summary>Reads an instant; text without an offset is UTC.</summary>
    /// <param name="text">The text.</param>
    /// <returns>The instant.</returns>
    /// <exception cref="FormatException">It is not an instant.</exception>
    public static DateTimeOffset Parse(string text) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)
            ? time
            : throw new FormatException($"'{text}' is not an ISO 8601 time, for example 2024-05-01T10:00:05+00:00.");
}
