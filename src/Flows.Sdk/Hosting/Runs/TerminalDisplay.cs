using Flows.Hosting.Failures;
using Flows.Hosting.Live;
using Spectre.Console;

namespace Flows.Hosting.Runs;

/// <summary>A tree that moves, for people at a terminal, then what failed and where.</summary>
internal sealed class TerminalDisplay(IAnsiConsole console, HostEnvironment environment) : IRunDisplay
{
    /// <summary>Null when the terminal cannot move its cursor.</summary>
    public static TerminalDisplay? Create(HostEnvironment environment)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(environment.Output) });
        return console.Profile.Capabilities is { Ansi: true, Interactive: true } ? new(console, environment) : null;
    }

    public async Task<FlowState> ShowAsync(Flow flow, Func<FlowRunOptions, Task<FlowState>> run)
    {
        using var question = PauseQuestion.For(environment, line => WriteLine(line, new Style(Color.Yellow)));
        var options = RunLogs.Options(environment, level => new TerminalLogs(console, environment, level)) with { OnPaused = question is null ? null : question.AskAsync };
        FlowState state;
        using (ReferenceEquals(environment.Output, Console.Out) ? new ConsoleCapture(line => WriteLine(line, Style.Plain)) : null)
            state = await new LiveRun(console, environment.TimeProvider).ShowAsync(flow.Name, watch => run(options with { Watching = watch })).ConfigureAwait(false);
        console.WriteLine();
        foreach (var line in FailureText.Lines(state, environment)) console.WriteLine(line);
        WriteLine(RunReport.End(state), new Style(StateMarks.ColorOf(state.State), decoration: Decoration.Bold));
        return state;
    }

    private void WriteLine(string line, Style style) => console.Write(new LogText(line, style));
}
