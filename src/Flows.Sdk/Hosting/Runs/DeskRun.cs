using System.Globalization;
using Flows.Hosting.Commands;

namespace Flows.Hosting.Runs;

/// <summary>Runs a flow at the desk and shows the run. It knows nothing of the command line's parser, so that a run without arguments need not load it.</summary>
internal sealed class DeskRun(RunRequest request, IReadOnlyList<Flow> flows, HostEnvironment process)
{
    private readonly HostEnvironment environment = request.LogLevel is { } level ? process.With("logging.level", level.ToUpperInvariant()) : process;

    /// <returns>The exit code.</returns>
    /// <exception cref="HostException">What is asked for does not fit the program.</exception>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        var flow = FlowSelection.One(flows, request.Flow);
        var parameters = ParameterArguments.Read(flow, request.ParameterFile, request.Parameters);
        var display = RunDisplays.Choose(environment, request.Json, request.Quiet);
        if (request.OnSchedule) return await RunOnScheduleAsync(flow, parameters, display, cancellationToken).ConfigureAwait(false);
        var state = await display.ShowAsync(flow, how => flow.RunAsync(parameters, WithContext(how), cancellationToken)).ConfigureAwait(false);
        return state.IsSuccessful ? ExitCodes.Ok : ExitCodes.Failed;
    }

    private FlowRunOptions WithContext(FlowRunOptions how)
    {
        if (request.Context.Count == 0) return how;
        var context = new Dictionary<string, object?>(how.Context, StringComparer.Ordinal);
        foreach (var (name, value) in ParameterArguments.ReadPlain(request.Context)) context[name] = value;
        return how with { Context = context };
    }

    private async Task<int> RunOnScheduleAsync(Flow flow, FlowParameters parameters, IRunDisplay display, CancellationToken cancellationToken)
    {
        if (flow.Schedule is null)
            throw new HostException($"Flow '{flow.Name}' has no schedule, so there is nothing to wait for: leave out --on-schedule, or give the flow a schedule by .WithSchedule(...).");
        var exitCode = ExitCodes.Ok;
        await foreach (var run in flow.ScheduledRunsAsync(parameters, environment.TimeProvider, Announce, cancellationToken).ConfigureAwait(false))
        {
            var state = await display.ShowAsync(flow, how => run(WithContext(how))).ConfigureAwait(false);
            if (!state.IsSuccessful) exitCode = ExitCodes.Failed;
        }
        return exitCode;

        void Announce(ScheduleEvent due)
        {
            if (request is { Json: false, Quiet: false }) environment.Output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Next run of {flow.Name}: {due.Time:yyyy-MM-dd HH:mm:ss zzz}"));
        }
    }
}
