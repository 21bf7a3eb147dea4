namespace Flows.Client;

/// <summary>The configuration cannot be used.</summary>
/// <param name="message">What is wrong, in a sentence that names the file and line, or the variable, and the key.</param>
/// <param name="inner">What caused it.</param>
public sealed class ConfigurationException(string message, Exception? inner = null) : Exception(message, inner);
