namespace Flows.Agents;

/// <summary>The agent or one of its launches cannot go on.</summary>
/// <param name="message">What went wrong, in a sentence that names the thing and the way out.</param>
/// <param name="inner">What caused it.</param>
public sealed class AgentException(string message, Exception? inner = null) : Exception(message, inner);
