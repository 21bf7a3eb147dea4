using Flows.Hosting.Failures;
using Flows.Hosting.Logs;

namespace Flows.Hosting.Runs;

/// <summary>Lines for files and pipes: the log, then a table of the tasks, then what failed and where.</summary>
internal sealed class PlainDisplay(HostEnvironment environment) : IRunDisplay
{
    public async Task<FlowState> ShowAsync(Flow flow, Func<FlowRunOptions, Task<FlowState>> run)
    {
        using var question = PauseQuestion.For(environment, environment.Output.WriteLine);
        var options = RunLogs.Options(environment, level => new ConsoleLogProvider(environment.Output, environment.TimeProvider, level)) with { OnPaused = question is null ? null : question.AskAsync };
        var state = await run(options).ConfigureAwait(false);
        await environment.Output.WriteAsync(RunReport.Tasks(state)).ConfigureAwait(false);
        foreach (var line in FailureText.Lines(state, environment)) await environment.Output.WriteLineAsync(line).ConfigureAwait(false);
        await environment.Output.WriteLineAsync(RunReport.End(state)).ConfigureAwait(false);
        return state;
    }
}
