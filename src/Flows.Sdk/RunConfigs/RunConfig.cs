namespace Flows.RunConfigs;

/// <summary>How an agent starts a run of the flow.</summary>
public abstract record RunConfig
{
    private protected RunConfig() { }

    /// <summary>Environment variables for the run. <value>The default is null: none.</value></summary>
    public IReadOnlyDictionary<string, string>? Environment { get; init; }

    /// <summary>The run goes only to an agent that has all of these; without labels only to an agent without. <value>Empty by default.</value></summary>
    public IReadOnlyList<string> Labels { get; init; } = [];
}
