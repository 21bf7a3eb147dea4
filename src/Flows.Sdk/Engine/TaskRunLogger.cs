using Microsoft.Extensions.Logging;

namespace Flows.Engine;

/// <summary>The logger that a task is given: its lines go where all lines go, and are kept with the task run as well.</summary>
internal sealed class TaskRunLogger : ILogger
{
    private readonly FlowRunContext flow;
    private readonly TaskRun run;

    private TaskRunLogger(FlowRunContext flow, TaskRun run) => (this.flow, this.run) = (flow, run);

    private ILogger Inner => run.Node.Logger;

    /// <summary>The logger of a task run; the plain one of its task when no lines are kept.</summary>
    public static ILogger For(FlowRunContext flow, TaskRun run) => flow.Options.KeptLogLines == 0 ? run.Node.Logger
        : new RedactingLogger(new TaskRunLogger(flow, run), flow.Options.Redactor);

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => Inner.BeginScope(state);

    /// <summary>What is informative is kept, also where nobody listens.</summary>
    public bool IsEnabled(LogLevel logLevel) => (logLevel >= LogLevel.Information && logLevel != LogLevel.None) || Inner.IsEnabled(logLevel);

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (!IsEnabled(logLevel)) return;
        Inner.Log(logLevel, eventId, state, exception, formatter);
        run.Record.Log.Add(new(flow.Now, logLevel, formatter(state, exception), exception), flow.Options.KeptLogLines, flow.LogBudget);
    }
}
