using Microsoft.Extensions.Logging;

namespace Flows.Hosting.Logs;

/// <summary>Loggers that write lines, one after the other. Where nothing else listens it is the factory too: the general one takes longer to load than a small run.</summary>
/// <param name="minimum">Lines below this level are left out.</param>
internal abstract class LineLogProvider(LogLevel minimum) : ILoggerProvider, ILoggerFactory
{
    private readonly Lock gate = new();

    private LogLevel Minimum { get; } = minimum;

    public ILogger CreateLogger(string categoryName) => new LineLogger(this, categoryName);

    public void AddProvider(ILoggerProvider provider) => throw new NotSupportedException("It is the only provider.");

    public void Dispose() { }

    /// <summary>Whether lines of a level and a category are written at all.</summary>
    protected virtual bool IsShown(LogLevel level, string category) => true;

    /// <summary>Writes a line. Calls come one at a time.</summary>
    protected abstract void Write(LogLevel level, string category, string message, Exception? exception);

    private sealed class LineLogger(LineLogProvider provider, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel != LogLevel.None && logLevel >= provider.Minimum && provider.IsShown(logLevel, category);

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (!IsEnabled(logLevel)) return;
            var message = formatter(state, exception);
            lock (provider.gate) provider.Write(logLevel, category, message, exception);
        }
    }
}
