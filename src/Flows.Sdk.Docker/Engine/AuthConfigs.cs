using Docker.DotNet.Models;
using Flows.Docker.Credentials;

namespace Flows.Docker.Engine;

/// <summary>Credentials in the shape that an engine takes.</summary>
public static class AuthConfigs
{
    /// <summary>Hands a credential to the engine for one pull or push.</summary>
    /// <param name="credential">The credential; null to go without.</param>
    /// <param name="registryHost">The registry that it is for, as in image references.</param>
    /// <returns>The engine's shape; empty when there is no credential.</returns>
    public static AuthConfig ToAuthConfig(this RegistryCredential? credential, string registryHost) => credential switch
    {
        null => new(),
        { IdentityToken: { } token } => new() { IdentityToken = token, ServerAddress = RegistryKey.ForHelper(registryHost) },
        _ => new() { Username = credential.UserName, Password = credential.Password, ServerAddress = RegistryKey.ForHelper(registryHost) },
    };
}
