namespace Flows;

/// <summary>A schedule cannot be as it was written or stored.</summary>
/// <param name="message">What is wrong and the way out, in a sentence.</param>
/// <param name="inner">What caused it.</param>
public sealed class ScheduleException(string message, Exception? inner = null) : Exception(message, inner);
