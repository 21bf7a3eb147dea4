using Flows.Engine;
using Microsoft.Extensions.Logging;

namespace Flows.Backend;

/// <summary>
/// Puts the log lines of a run on their way to the server. A line inside a scope with <c>task_run_id</c> belongs to that task run.
/// Whoever makes it disposes of the sender.
/// </summary>
internal sealed class LogUploader(LogSender sender) : ILoggerProvider, ISupportExternalScope
{
    private IExternalScopeProvider scopes = new LoggerExternalScopeProvider();

    public ILogger CreateLogger(string categoryName) => new RunLogger(categoryName, this);

    public void SetScopeProvider(IExternalScopeProvider scopeProvider) => scopes = scopeProvider;

    public void Dispose() { }

    private string? FindTaskRunId()
    {
        var found = new Found();
        scopes.ForEachScope(
            static (scope, found) =>
            {
                if (scope is not IEnumerable<KeyValuePair<string, object?>> facts) return;
                foreach (var (key, value) in facts)
                    if (key == RunLogScope.TaskRunId) found.TaskRunId = value?.ToString();
            },
            found);
        return found.TaskRunId;
    }

    private sealed class RunLogger(string name, LogUploader uploader) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => uploader.scopes.Push(state);

        public bool IsEnabled(LogLevel logLevel) => logLevel != LogLevel.None;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (IsEnabled(logLevel)) uploader.Send(logLevel, name, LogMessage.Compose(formatter(state, exception), exception));
        }
    }

    private void Send(LogLevel level, string name, string message) => sender.Add(level, name, message, FindTaskRunId());

    private sealed class Found
    {
        public string? TaskRunId { get; set; }
    }
}
