namespace Flows;

/// <summary>How an agent starts a run of the flow: <see cref="UniversalRun"/>, <see cref="LocalRun"/>, <see cref="DockerRun"/>, <see cref="EcsRun"/> or <see cref="KubernetesRun"/>.</summary>
public abstract record RunConfig
{
    private protected RunConfig() { }

    /// <summary>The kind, as on the command line: <c>universal</c>, <c>local</c>, <c>docker</c>, <c>ecs</c> or <c>kubernetes</c>.</summary>
    public abstract string Kind { get; }

    /// <summary>Environment variables for the run. <value>The default is null: none.</value></summary>
    public IReadOnlyDictionary<string, string>? Environment { get; init; }

    /// <summary>The run goes only to an agent that has all of these; without labels only to an agent without. <value>Empty by default.</value></summary>
    public IReadOnlyList<string> Labels { get; init; } = [];
}
