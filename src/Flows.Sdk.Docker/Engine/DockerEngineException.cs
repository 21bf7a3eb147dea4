namespace Flows.Docker.Engine;

/// <summary>A Docker engine cannot be reached, or refused what it was asked for.</summary>
/// <param name="message">What is wrong and the way out.</param>
/// <param name="inner">What caused it.</param>
public sealed class DockerEngineException(string message, Exception? inner = null) : Exception(message, inner);
