using Flows.Hosting.Logs;

namespace Flows.Hosting.Runs;

/// <summary>One JSON document on standard output, for programs; log lines go to the stream for errors.</summary>
internal sealed class JsonDisplay(HostEnvironment environment, bool quiet) : IRunDisplay
{
    public async Task<FlowState> ShowAsync(Flow flow, Func<FlowRunOptions, Task<FlowState>> run)
    {
        var options = quiet ? RunLogs.Silent(environment) : RunLogs.Options(environment, level => new ConsoleLogProvider(environment.Error, environment.TimeProvider, level));
        using var kept = new StandardOutput(environment);
        var state = await run(options).ConfigureAwait(false);
        await environment.Output.WriteLineAsync(new RunJson(flow.Graph, environment.ProgramFolder).Write(state)).ConfigureAwait(false);
        return state;
    }
}
