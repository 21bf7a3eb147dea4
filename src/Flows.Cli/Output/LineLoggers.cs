using System.Globalization;
using Microsoft.Extensions.Logging;

namespace Flows.Cli.Output;

/// <summary>Logs as lines: time, level, name, message.</summary>
internal sealed class LineLoggers(TextWriter output, LogLevel minimum, TimeProvider time) : ILoggerFactory
{
    private readonly Lock gate = new();

    public ILogger CreateLogger(string categoryName) => new LineLogger(this, categoryName);

    public void AddProvider(ILoggerProvider provider) => throw new NotSupportedException("The tool logs to its own console only.");

    public void Dispose() { }

    private bool IsEnabled(LogLevel level) => level >= minimum && level != LogLevel.None;

    private void Write(LogLevel level, string name, string text)
    {
        var now = time.GetUtcNow().ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
        lock (gate)
        {
            output.WriteLine($"[{now}+0000] {Word(level)} - {name} | {text}");
            output.Flush();
        }
    }

    /// <summary>The protocol's word for a level.</summary>
    public static string Word(LogLevel level) => level switch
    {
        LogLevel.Trace or LogLevel.Debug => "DEBUG",
        LogLevel.Information => "INFO",
        LogLevel.Warning => "WARNING",
        LogLevel.Error => "ERROR",
        _ => "CRITICAL",
    };

    private sealed class LineLogger(LineLoggers owner, string name) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => owner.IsEnabled(logLevel);

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (IsEnabled(logLevel)) owner.Write(logLevel, name, formatter(state, exception) + (exception is null ? "" : $"{Environment.NewLine}{exception}"));
        }
    }
}
