using System.Globalization;
using Flows.Wire;
using Microsoft.Extensions.Logging;

namespace Flows.Hosting.Logs;

/// <summary>Writes log lines as <c>[time] LEVEL - name | message</c>, as the field is used to.</summary>
internal sealed class ConsoleLogProvider(TextWriter output, TimeProvider timeProvider) : ILoggerProvider
{
    private readonly Lock gate = new();

    public ILogger CreateLogger(string categoryName) => new ConsoleLogger(this, categoryName);

    public void Dispose() { }

    private void Write(LogLevel level, string category, string message, Exception? exception)
    {
        var time = timeProvider.GetUtcNow().ToString("yyyy-MM-dd HH:mm:ss+0000", CultureInfo.InvariantCulture);
        lock (gate)
        {
            output.WriteLine($"[{time}] {LogLevels.Name(level)} - {category} | {message}");
            if (exception is not null) output.WriteLine(exception);
        }
    }

    private sealed class ConsoleLogger(ConsoleLogProvider provider, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel != LogLevel.None;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (IsEnabled(logLevel)) provider.Write(logLevel, category, formatter(state, exception), exception);
        }
    }
}
