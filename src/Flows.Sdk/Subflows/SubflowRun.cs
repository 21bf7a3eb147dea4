namespace Flows;

/// <summary>A flow run that a task started.</summary>
/// <param name="FlowRunId">Its id on the server.</param>
/// <param name="FlowRunName">Its name.</param>
/// <param name="State">The name of the state it ended in, for example <c>Success</c>; of a run that was not waited for, the one it had when it was created.</param>
public sealed record SubflowRun(string FlowRunId, string FlowRunName, string State);
