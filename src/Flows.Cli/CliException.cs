namespace Flows.Cli;

/// <summary>The command cannot do what was asked for.</summary>
/// <param name="message">What is wrong and the way out, in a sentence.</param>
internal sealed class CliException(string message) : Exception(message);
