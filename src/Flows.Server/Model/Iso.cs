using System.Globalization;

namespace Flows.Server.Model;

/// <summary>Instants as the API shows them and as SQLite stores them: UTC, six digits of a second, always the same width, so that they sort as text.</summary>
internal static class Iso
{
    /// <summary>How many characters each has.</summary>
    public const int Length = 32;

    public static string Format(DateTimeOffset instant) => string.Create(Length, instant, static (text, instant) =>
    {
        Span<byte> bytes = stackalloc byte[Length];
        Format(instant, bytes);
        System.Text.Encoding.ASCII.GetChars(bytes, text);
    });

    /// <summary>Writes <see cref="Length"/> bytes of text.</summary>
    public static void Format(DateTimeOffset instant, Span<byte> text)
    {
        // The round-trip form, far faster than a pattern, has one digit more and a Z.
        instant.UtcDateTime.TryFormat(text, out _, "O", CultureInfo.InvariantCulture);
        "+00:00"u8.CopyTo(text[26..]);
    }

    /// <summary>Reads an ISO-like text; without an offset it is UTC.</summary>
    public static bool TryParse(string? text, out DateTimeOffset instant) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out instant);
}
