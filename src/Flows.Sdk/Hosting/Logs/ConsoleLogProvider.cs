using Microsoft.Extensions.Logging;

namespace Flows.Hosting.Logs;

/// <summary>Writes log lines to a stream, exceptions in full.</summary>
internal sealed class ConsoleLogProvider(TextWriter output, TimeProvider timeProvider, LogLevel minimum = LogLevel.Trace) : LineLogProvider(minimum)
{
    protected override void Write(LogLevel level, string category, string message, Exception? exception)
    {
        output.WriteLine(LogLine.Text(timeProvider.GetUtcNow(), level, category, message));
        if (exception is not null) output.WriteLine(exception);
    }
}
