namespace Flows;

/// <summary>
/// Marks a delegate parameter whose lambda is the body of a task. It runs when the flow runs; a deferred value that it captures is
/// reported as FLOW004.
/// </summary>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class TaskBodyAttribute : Attribute;
