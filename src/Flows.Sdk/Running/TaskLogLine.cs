using Microsoft.Extensions.Logging;

namespace Flows;

/// <summary>One line that a task wrote to its log.</summary>
/// <param name="Time">When.</param>
/// <param name="Level">How grave it is.</param>
/// <param name="Text">The message with its values; at most 10,000 characters.</param>
/// <param name="Exception">The exception that was logged with it; null when none was.</param>
public sealed record TaskLogLine(DateTimeOffset Time, LogLevel Level, string Text, Exception? Exception = null)
{
    /// <summary>Level and text.</summary>
    /// <returns>One line, for example <c>Warning: no rows</c>.</returns>
    public override string ToString() => $"{Level}: {Text}";
}
