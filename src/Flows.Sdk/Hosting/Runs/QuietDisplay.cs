using Flows.Hosting.Failures;

namespace Flows.Hosting.Runs;

/// <summary>Nothing, unless something failed: then what and where, on the stream for errors.</summary>
internal sealed class QuietDisplay(HostEnvironment environment) : IRunDisplay
{
    public async Task<FlowState> ShowAsync(Flow flow, Func<FlowRunOptions, Task<FlowState>> run)
    {
        var state = await run(RunLogs.Silent(environment)).ConfigureAwait(false);
        if (state.IsSuccessful) return state;
        foreach (var line in FailureText.Lines(state, environment)) await environment.Error.WriteLineAsync(line).ConfigureAwait(false);
        await environment.Error.WriteLineAsync(RunReport.End(state)).ConfigureAwait(false);
        return state;
    }
}
