namespace Flows.Docker.Credentials;

/// <summary>The credentials of a registry cannot be read.</summary>
/// <param name="message">The file or helper, what is wrong with it, and the way out; never a secret.</param>
/// <param name="inner">What caused it.</param>
public sealed class DockerCredentialException(string message, Exception? inner = null) : Exception(message, inner);
