using Flows.Engine;

namespace Flows.Sdk.Tests.Engine;

internal static class FlowRunnerExtensions
{
    /// <summary>Runs a flow against a store, one task at a time unless said otherwise.</summary>
    public static async Task<FlowState> RunOnAsync(
        this Flow flow, RecordingRunStore store, FlowRunOptions? options = null, FlowParameters? parameters = null, RunStop? stop = null)
    {
        using var ownStop = new RunStop();
        return await new FlowRunner(flow.Graph, store, options ?? new() { MaxConcurrency = 1 }).RunAsync(parameters, stop ?? ownStop);
    }
}
