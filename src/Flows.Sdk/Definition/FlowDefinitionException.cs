namespace Flows;

/// <summary>A flow was written in a way that cannot run; nothing of it was kept.</summary>
/// <param name="message">What is wrong and the way out, in a sentence that names the flow and the task.</param>
public sealed class FlowDefinitionException(string message) : Exception(message);
