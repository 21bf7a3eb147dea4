using Microsoft.Extensions.Logging;

namespace Flows.Engine;

/// <summary>Passes lines on without the secrets in them: in their text, in the facts that they carry, in the exception. Lines without pass as they are.</summary>
internal sealed class RedactingLogger(ILogger inner, SecretRedactor redactor) : ILogger
{
    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => redactor.KnowsAny && state is IEnumerable<KeyValuePair<string, object?>> facts && HasSecret(facts) ? inner.BeginScope(Clean(facts)) : inner.BeginScope(state);

    public bool IsEnabled(LogLevel logLevel) => inner.IsEnabled(logLevel);

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (!redactor.KnowsAny || !inner.IsEnabled(logLevel))
        {
            inner.Log(logLevel, eventId, state, exception, formatter);
            return;
        }

        var text = formatter(state, exception);
        var (cleanText, cleanException) = (redactor.Clean(text), redactor.Clean(exception));
        var facts = state as IEnumerable<KeyValuePair<string, object?>>;
        if (ReferenceEquals(text, cleanText) && ReferenceEquals(exception, cleanException) && (facts is null || !HasSecret(facts)))
            inner.Log(logLevel, eventId, state, exception, formatter);
        else
            inner.Log(logLevel, eventId, Clean(facts ?? []), cleanException, (_, _) => cleanText);
    }

    private bool HasSecret(IEnumerable<KeyValuePair<string, object?>> facts) => facts.Any(f => !ReferenceEquals(Clean(f.Value), f.Value));

    private List<KeyValuePair<string, object?>> Clean(IEnumerable<KeyValuePair<string, object?>> facts) => [.. facts.Select(f => KeyValuePair.Create(f.Key, Clean(f.Value)))];

    /// <summary>A fact that shows a secret becomes the text that it would be written as.</summary>
    private object? Clean(object? fact)
    {
        if (fact?.ToString() is not { } text) return fact;
        var clean = redactor.Clean(text);
        return ReferenceEquals(clean, text) ? fact : clean;
    }
}

/// <summary>Makes loggers that pass no secrets on.</summary>
internal sealed class RedactingLoggerFactory(ILoggerFactory inner, SecretRedactor redactor) : ILoggerFactory
{
    public ILogger CreateLogger(string categoryName) => new RedactingLogger(inner.CreateLogger(categoryName), redactor);

    public void AddProvider(ILoggerProvider provider) => inner.AddProvider(provider);

    /// <summary>The loggers of the user stay open.</summary>
    public void Dispose() { }
}
