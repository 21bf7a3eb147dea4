namespace Flows.States;

/// <summary>The run is being executed.</summary>
public record Running : State;

/// <summary>Somebody asked for the end of a running run; its process has not stopped yet.</summary>
public sealed record Cancelling : Running;
