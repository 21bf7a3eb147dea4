namespace Flows;

/// <summary>The parameters given to a flow run do not fit the flow: one is unknown, missing, or of another type.</summary>
/// <param name="message">Which parameter it is and what the flow takes, in a sentence.</param>
/// <param name="inner">What caused it.</param>
public sealed class FlowParameterException(string message, Exception? inner = null) : Exception(message, inner);
