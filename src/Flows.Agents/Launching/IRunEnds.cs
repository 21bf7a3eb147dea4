namespace Flows.Agents.Launching;

/// <summary>Is told how the processes and containers of flow runs end.</summary>
public interface IRunEnds
{
    /// <summary>Tells that what a launcher had started for a run is gone.</summary>
    /// <param name="end">How it ended.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>A task that ends when the run's state tells the end.</returns>
    Task ReportAsync(RunEnd end, CancellationToken cancellationToken);
}

/// <summary>How the process or container of a flow run ended.</summary>
/// <param name="FlowRunId">The flow run.</param>
/// <param name="What">What it was, for a sentence: <c>process 4711</c>, <c>container 3f2a</c>.</param>
/// <param name="ExitCode">Its exit code.</param>
/// <param name="LastLines">The last lines that it wrote, oldest first.</param>
public sealed record RunEnd(string FlowRunId, string What, long ExitCode, IReadOnlyList<string> LastLines)
{
    /// <summary>The exit code of something whose end nobody saw.</summary>
    public const long Unknown = -1;

    /// <summary>Whether it was killed because it was out of memory. <value>The default is false: no, or not known.</value></summary>
    public bool OutOfMemory { get; init; }

    /// <summary>The fencing token of the claim under which the run was started. <value>The default is null: not claimed.</value></summary>
    public string? Claim { get; init; }
}
