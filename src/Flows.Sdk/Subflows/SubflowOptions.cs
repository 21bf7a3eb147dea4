using Flows.Client;

namespace Flows;

/// <summary>How a task starts a run of another flow; see <see cref="FlowBuilder.StartFlowRun"/>.</summary>
public sealed record SubflowOptions
{
    /// <summary>Whether the task ends with the run; otherwise it ends once the run is created. <value>The default is true.</value></summary>
    public bool Wait { get; init; } = true;

    /// <summary>Whether the task fails when the run that it waits for did not end well. <value>The default is true.</value></summary>
    public bool FailWithRun { get; init; } = true;

    /// <summary>How often the run is looked at while the task waits, at least one second. <value>The default is 10 seconds.</value></summary>
    public TimeSpan PollInterval { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>The run's name. <value>The default is null: the name of the run that starts it, a dash, and the flow's name.</value></summary>
    public string? RunName { get; init; }

    /// <summary>Labels that the agent must have; an empty list is a value. <value>The default is null: as registered.</value></summary>
    public IReadOnlyList<string>? Labels { get; init; }

    /// <summary>How an agent starts the run. <value>The default is null: as registered.</value></summary>
    public RunConfig? RunConfig { get; init; }

    /// <summary>Makes the client that speaks to the server; tests give their own.</summary>
    internal Func<FlowsClient> Connect { get; init; } = static () => FlowsClient.FromConfiguration(FlowsConfiguration.Load(), patient: true);
}
