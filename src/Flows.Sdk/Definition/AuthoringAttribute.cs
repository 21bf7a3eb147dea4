namespace Flows;

/// <summary>
/// Marks a delegate parameter whose lambda is run while the flow is written. A plain call of a task in it would run at once, not in the
/// flow, and is reported as FLOW003.
/// </summary>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class AuthoringAttribute : Attribute;
