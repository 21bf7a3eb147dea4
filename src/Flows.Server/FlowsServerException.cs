namespace Flows.Server;

/// <summary>The server cannot start as it was asked to.</summary>
/// <param name="message">What is wrong and the way out, in a sentence.</param>
/// <param name="inner">What caused it.</param>
public sealed class FlowsServerException(string message, Exception? inner = null) : Exception(message, inner);
