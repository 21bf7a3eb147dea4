namespace Flows;

/// <summary>The output of a task that yields nothing. It has one value only.</summary>
public readonly record struct Unit;
