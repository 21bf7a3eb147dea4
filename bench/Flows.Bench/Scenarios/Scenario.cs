namespace Flows.Bench.Scenarios;

/// <summary>One thing that is measured: with Flows, and with bare .NET beside it.</summary>
/// <param name="Name">What it is called in the report.</param>
/// <param name="Tasks">How many task runs it makes, or how many tasks it writes.</param>
/// <param name="FlowAsync">Does it with Flows.</param>
/// <param name="BareAsync">Does the same work without; null where there is nothing to compare with.</param>
internal sealed record Scenario(string Name, int Tasks, Func<Task> FlowAsync, Func<Task>? BareAsync);
