namespace Flows;

/// <summary>A flow could not be registered. The server keeps nothing of the attempt, unless the message says that it does.</summary>
/// <param name="message">What is wrong and the way out, in a sentence; never a credential.</param>
/// <param name="inner">What caused it.</param>
public sealed class FlowRegistrationException(string message, Exception? inner = null) : Exception(message, inner);
