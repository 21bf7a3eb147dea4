using System.Text;

namespace Flows.Backend;

/// <summary>The text of a log line.</summary>
internal static class LogMessage
{
    /// <summary>A message longer than this is cut (contract section 2.7).</summary>
    public const int MaxBytes = 1_000_000;

    /// <summary>A message with what was thrown below it, cut where it is too long.</summary>
    public static string Compose(string message, Exception? exception)
    {
        var text = exception is null ? message : message.Length == 0 ? exception.ToString() : $"{message}\n{exception}";
        // No character has more than three bytes per UTF-16 unit: most texts need no counting.
        return text.Length <= MaxBytes / 3 || Encoding.UTF8.GetByteCount(text) <= MaxBytes ? text : Cut(text);
    }

    private static string Cut(string text)
    {
        Encoding.UTF8.GetEncoder().Convert(text, new byte[MaxBytes], flush: false, out var used, out _, out _);
        if (char.IsHighSurrogate(text[used - 1])) used--;
        return $"{text.AsSpan(0, used)}... (cut: the message has {Encoding.UTF8.GetByteCount(text)} bytes)";
    }
}
