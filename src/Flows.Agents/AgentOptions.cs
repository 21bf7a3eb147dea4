namespace Flows.Agents;

/// <summary>How an agent works: its name and labels, what it gives to its runs, when it stops.</summary>
public sealed record AgentOptions
{
    /// <summary>The name that the server shows. <value>The default is <c>agent</c>.</value></summary>
    public string Name { get; init; } = "agent";

    /// <summary>The agent takes only runs whose labels are all among these; without labels it takes only runs without. <value>Empty by default.</value></summary>
    public IReadOnlyList<string> Labels { get; init; } = [];

    /// <summary>The id of the configuration on the server that the agent belongs to. <value>The default is null: none.</value></summary>
    public string? AgentConfigId { get; init; }

    /// <summary>Environment variables for every run; a run config's own win over them. <value>Empty by default.</value></summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();

    /// <summary>The agent stops after this many polls, once what it has taken is started. <value>The default is null: it goes on until it is stopped.</value></summary>
    public int? MaxPolls { get; init; }

    /// <summary>How many runs are started at the same time; an agent that starts so many claims no more. <value>The default is the number of processors plus 4, at most 32.</value></summary>
    public int MaxParallelSubmits { get; init; } = Math.Min(32, System.Environment.ProcessorCount + 4);

    /// <summary>How long after the start time of a waiting task run its flow run is started again. Source: the protocol's agents. <value>The default is 3 seconds.</value></summary>
    public TimeSpan RetryPickUpDelay { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>How long the server is asked to wait for a run before it answers that there is none. <value>The default is 10 seconds.</value></summary>
    public TimeSpan ClaimWait { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How far ahead of its start time a run is taken, so that it can start on time. Only of servers that do not know claims. Source: the protocol's agents. <value>The default is 10 seconds.</value></summary>
    public TimeSpan Prefetch { get; init; } = TimeSpan.FromSeconds(10);
}
