namespace Flows.Client.Queries;

/// <summary>An agent, as lists show it.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Name">Its name.</param>
/// <param name="Type">Its kind, for example <c>DockerAgent</c>.</param>
/// <param name="Labels">Its labels.</param>
/// <param name="LastQueried">When it last asked for runs; null when it never did.</param>
public sealed record AgentSummary(string Id, string Name, string Type, IReadOnlyList<string> Labels, DateTimeOffset? LastQueried)
{
    /// <summary>Whether the agent asked for runs within a minute: then it lives.</summary>
    /// <param name="now">The instant to judge from.</param>
    /// <returns>Whether it lives.</returns>
    public bool IsAlive(DateTimeOffset now) => LastQueried is { } last && now - last < TimeSpan.FromMinutes(1);

    /// <summary>Whether the agent takes runs with these labels: it has all of them, and has none when they are none.</summary>
    /// <param name="runLabels">A run's labels.</param>
    /// <returns>Whether it takes them.</returns>
    public bool Takes(IReadOnlyCollection<string> runLabels) => runLabels.Count == 0 ? Labels.Count == 0 : runLabels.All(Labels.Contains);
}
