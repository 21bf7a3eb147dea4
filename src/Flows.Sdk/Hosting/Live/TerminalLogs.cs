using Flows.Hosting.Failures;
using Flows.Hosting.Logs;
using Microsoft.Extensions.Logging;
using Spectre.Console;

namespace Flows.Hosting.Live;

/// <summary>Log lines of a run on a terminal, above its tree. What the tree shows anyway is left out: that tasks start and end, and whole stack traces, which the summary has.</summary>
internal sealed class TerminalLogs(IAnsiConsole console, HostEnvironment environment, LogLevel minimum) : LineLogProvider(minimum)
{
    private static readonly string[] ShownByTheTree = ["prefect.FlowRunner", "prefect.TaskRunner"];

    protected override bool IsShown(LogLevel level, string category) => level != LogLevel.Information || !ShownByTheTree.Contains(category);

    protected override void Write(LogLevel level, string category, string message, Exception? exception)
    {
        var color = level switch
        {
            LogLevel.Critical or LogLevel.Error => Color.Red,
            LogLevel.Warning => Color.Yellow,
            LogLevel.Debug or LogLevel.Trace => Color.Grey,
            _ => Color.Default,
        };
        var text = LogLine.Text(environment.TimeProvider.GetUtcNow(), level, category, message);
        console.Write(new LogText(exception is null ? text : $"{text}\n  {FailureText.OneLine(exception, environment)}", new Style(color)));
    }
}
