namespace Flows.Hosting.Runs;

/// <summary>How a run at the desk is shown.</summary>
internal interface IRunDisplay
{
    /// <summary>Runs a flow and shows it.</summary>
    /// <param name="flow">The flow.</param>
    /// <param name="run">Starts the run; it is given how to run.</param>
    /// <returns>How it ended.</returns>
    Task<FlowState> ShowAsync(Flow flow, Func<FlowRunOptions, Task<FlowState>> run);
}
