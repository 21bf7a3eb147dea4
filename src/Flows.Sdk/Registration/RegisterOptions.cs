using Flows.Storage;

namespace Flows;

/// <summary>How a flow is registered. What is not set here is as the flow says.</summary>
public sealed record RegisterOptions
{
    /// <summary>The run config for this registration. <value>The default is null: the flow's own, or <see cref="UniversalRun"/>.</value></summary>
    public RunConfig? RunConfig { get; init; }

    /// <summary>The storage for this registration. <value>The default is null: the flow's own, or <see cref="LocalStorage"/>.</value></summary>
    public FlowStorage? Storage { get; init; }

    /// <summary>Labels to add to those of the run config. <value>Empty by default.</value></summary>
    public IReadOnlyList<string> Labels { get; init; } = [];

    /// <summary>Whether a new version is made although nothing changed. <value>The default is false.</value></summary>
    public bool Force { get; init; }

    /// <summary>Whether the flow's schedule makes runs from now on. <value>The default is true.</value></summary>
    public bool ScheduleActive { get; init; } = true;

    /// <summary>Whether nothing is printed: no progress and no summary. <value>The default is false.</value></summary>
    public bool Quiet { get; init; }
}
