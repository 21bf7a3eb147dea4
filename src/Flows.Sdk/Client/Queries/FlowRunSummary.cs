namespace Flows.Client.Queries;

/// <summary>A flow run, as lists show it.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Name">Its name.</param>
/// <param name="FlowName">The flow's name.</param>
/// <param name="State">The name of its state.</param>
/// <param name="Created">When it was created.</param>
/// <param name="StartTime">When it began to run; null when it has not.</param>
public sealed record FlowRunSummary(string Id, string Name, string FlowName, string State, DateTimeOffset Created, DateTimeOffset? StartTime);

/// <summary>Which flow runs are wanted; what is null does not matter.</summary>
public sealed record FlowRunFilter
{
    /// <summary>The flow's name. <value>The default is null.</value></summary>
    public string? Flow { get; init; }

    /// <summary>The project's name. <value>The default is null.</value></summary>
    public string? Project { get; init; }

    /// <summary>Whether only runs that began to run are wanted; those come in the order of their start. <value>The default is false.</value></summary>
    public bool Started { get; init; }

    /// <summary>How many runs at most. <value>The default is 10.</value></summary>
    public int Limit { get; init; } = 10;
}
