namespace Flows.Docker.Credentials;

/// <summary>The names under which docker's configuration keeps one registry.</summary>
internal static class RegistryKey
{
    /// <summary>The host that stands in image references for Docker Hub.</summary>
    public const string DockerHub = "docker.io";

    /// <summary>The key that <c>docker login</c> writes for Docker Hub.</summary>
    public const string DockerHubKey = "https://index.docker.io/v1/";

    /// <summary>What a credential helper is asked for.</summary>
    public static string ForHelper(string host) => host == DockerHub ? DockerHubKey : host;

    /// <summary>The host that a key means: without scheme and path, in lower case, Docker Hub's hosts as one.</summary>
    public static string Normalize(string key)
    {
        var scheme = key.IndexOf("://", StringComparison.Ordinal);
        var rest = scheme < 0 ? key : key[(scheme + 3)..];
        var path = rest.IndexOf('/', StringComparison.Ordinal);
        var host = (path < 0 ? rest : rest[..path]).ToLowerInvariant();
        return host is "index.docker.io" or "registry-1.docker.io" or "registry.hub.docker.com" ? DockerHub : host;
    }
}
