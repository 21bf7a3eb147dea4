namespace Flows.Client.Queries;

/// <summary>A project, as lists show it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="FlowCount">How many flows it has; versions of one flow count once.</param>
/// <param name="Created">When it was created.</param>
/// <param name="Description">What it is for; empty when nobody said.</param>
public sealed record ProjectSummary(string Name, int FlowCount, DateTimeOffset Created, string Description);
