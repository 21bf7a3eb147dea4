using System.Text.Encodings.Web;
using System.Text.Json;
using Flows.Wire;
using Microsoft.Extensions.Logging;

namespace Flows.Cli.Output;

/// <summary>Logs as JSON, an object per line: <c>timestamp</c>, <c>level</c>, <c>name</c>, <c>message</c>, <c>exception</c>, and the values of the message by name.</summary>
internal sealed class JsonLoggers(TextWriter output, LogLevel minimum, TimeProvider time) : ILoggerFactory
{
    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly Lock gate = new();

    public ILogger CreateLogger(string categoryName) => new JsonLogger(this, categoryName);

    public void AddProvider(ILoggerProvider provider) => throw new NotSupportedException("The tool logs to its own console only.");

    public void Dispose() { }

    private void Write(LogLevel level, string name, string message, Exception? exception, IEnumerable<KeyValuePair<string, object?>>? values)
    {
        var line = new Dictionary<string, object?>(StringComparer.Ordinal)
        {
            ["timestamp"] = WireTime.Format(time.GetUtcNow()),
            ["level"] = LineLoggers.Word(level),
            ["name"] = name,
            ["message"] = message,
        };
        if (exception is not null) line["exception"] = exception.ToString();
        foreach (var (key, value) in values ?? [])
            if (key != "{OriginalFormat}") line.TryAdd(key, value?.ToString());
        var text = JsonSerializer.Serialize(line, Plain);
        lock (gate)
        {
            output.WriteLine(text);
            output.Flush();
        }
    }

    private sealed class JsonLogger(JsonLoggers owner, string name) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= owner.MinimumLevel && logLevel != LogLevel.None;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (IsEnabled(logLevel)) owner.Write(logLevel, name, formatter(state, exception), exception, state as IEnumerable<KeyValuePair<string, object?>>);
        }
    }

    private LogLevel MinimumLevel => minimum;
}
