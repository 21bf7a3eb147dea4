using System.Globalization;

namespace Flows.Server.Model;

/// <summary>Instants as the API shows them and as SQLite stores them: UTC, six digits of a second, always the same width, so that they sort as text.</summary>
internal static class Iso
{
    private const string Pattern = "yyyy-MM-dd'T'HH:mm:ss.ffffff'+00:00'";

    public static string Format(DateTimeOffset instant) => instant.UtcDateTime.ToString(Pattern, CultureInfo.InvariantCulture);

    /// <summary>Reads an ISO-like text; without an offset it is UTC.</summary>
    public static bool TryParse(string? text, out DateTimeOffset instant) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out instant);
}
