using Microsoft.Extensions.Logging;

namespace Flows.Sdk.Tests.Engine;

/// <summary>Keeps log lines, each with the facts of the scopes around it.</summary>
internal sealed class CapturedLogs : ILoggerFactory
{
    private readonly LoggerExternalScopeProvider scopes = new();
    private readonly List<(string Text, TaskCompletionSource Done)> waiters = [];
    private readonly List<CapturedLine> captured = [];

    public IReadOnlyList<string> Lines => [.. Captured.Select(l => l.Text)];

    public IReadOnlyList<CapturedLine> Captured
    {
        get
        {
            lock (captured) return [.. captured];
        }
    }

    public ILogger CreateLogger(string categoryName) => new Logger(this, categoryName);

    public void AddProvider(ILoggerProvider provider) => throw new NotSupportedException();

    public void Dispose() { }

    /// <summary>Completes once a line was written.</summary>
    public Task WaitForAsync(string text)
    {
        lock (captured)
        {
            if (captured.Exists(l => l.Text == text)) return Task.CompletedTask;
            var waiter = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            waiters.Add((text, waiter));
            return waiter.Task;
        }
    }

    private void Add(CapturedLine line)
    {
        lock (captured)
        {
            captured.Add(line);
            foreach (var (_, done) in waiters.Where(w => w.Text == line.Text)) done.TrySetResult();
        }
    }

    private sealed class Logger(CapturedLogs logs, string category) : ILogger
    {
        public IDisposable BeginScope<TState>(TState state)
            where TState : notnull => logs.scopes.Push(state);

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            var facts = new Dictionary<string, object?>();
            logs.scopes.ForEachScope(
                (scope, all) =>
                {
                    if (scope is not IEnumerable<KeyValuePair<string, object?>> pairs) return;
                    foreach (var (key, value) in pairs) all[key] = value;
                }, facts);
            logs.Add(new(category, logLevel, formatter(state, exception), exception, facts));
        }
    }
}

internal sealed record CapturedLine(string Category, LogLevel Level, string Text, Exception? Exception, IReadOnlyDictionary<string, object?> Scope);
