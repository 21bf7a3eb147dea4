using System.CommandLine;
using System.Globalization;

namespace Flows.Hosting.Commands;

/// <summary><c>run</c>: runs a flow in this process and shows the run. It is also what a program does without a command.</summary>
internal sealed class RunCommand(IReadOnlyList<Flow> flows, HostEnvironment environment)
{
    private readonly RunOptions options = new();

    public Command Create() => AddTo(new Command("run", "Run the flow here, in this process, and show the run."));

    /// <summary>Makes a command do what <c>run</c> does, with the same options.</summary>
    public Command AddTo(Command command)
    {
        options.AddTo(command);
        command.SetAction(RunAsync);
        return command;
    }

    private async Task<int> RunAsync(ParseResult arguments, CancellationToken cancellationToken)
    {
        var flow = options.Flow(flows, arguments);
        var parameters = options.Parameters(flow, arguments);
        if (options.OnSchedule(arguments)) return await RunOnScheduleAsync(flow, parameters, arguments, cancellationToken).ConfigureAwait(false);
        var state = await options.Display(environment, arguments).ShowAsync(flow, how => flow.RunAsync(parameters, how, cancellationToken)).ConfigureAwait(false);
        return state.IsSuccessful ? ExitCodes.Ok : ExitCodes.Failed;
    }

    private async Task<int> RunOnScheduleAsync(Flow flow, FlowParameters parameters, ParseResult arguments, CancellationToken cancellationToken)
    {
        if (flow.Schedule is null)
            throw new HostException($"Flow '{flow.Name}' has no schedule, so there is nothing to wait for: leave out --on-schedule, or give the flow a schedule by .WithSchedule(...).");
        var (display, exitCode) = (options.Display(environment, arguments), ExitCodes.Ok);
        await foreach (var run in flow.ScheduledRunsAsync(parameters, environment.TimeProvider, Announce, cancellationToken).ConfigureAwait(false))
        {
            var state = await display.ShowAsync(flow, run).ConfigureAwait(false);
            if (!state.IsSuccessful) exitCode = ExitCodes.Failed;
        }
        return exitCode;

        void Announce(ScheduleEvent due)
        {
            if (!options.IsBare(arguments)) environment.Output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Next run of {flow.Name}: {due.Time:yyyy-MM-dd HH:mm:ss zzz}"));
        }
    }
}
