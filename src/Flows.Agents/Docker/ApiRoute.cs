using System.Net;

namespace Flows.Agents.Docker;

/// <summary>How a container reaches the API.</summary>
/// <param name="Api">The address as the container calls it.</param>
/// <param name="HostNetwork">Whether the container shares the host's network.</param>
/// <param name="HostAlias">Whether the container needs the name of the host in its hosts file.</param>
internal sealed record ApiRoute(string Api, bool HostNetwork, bool HostAlias)
{
    private const string HostName = "host.docker.internal";

    /// <summary>The line of the hosts file that names the host; the engine fills in the address.</summary>
    public const string HostAliasEntry = HostName + ":host-gateway";

    /// <summary>
    /// Finds the way: inside a container, a loopback address is the container itself. A native engine can lend the host's network, through
    /// which a server that listens on loopback only is reached; otherwise the host gets a name.
    /// </summary>
    /// <param name="api">The API as the agent calls it.</param>
    /// <param name="nativeEngine">Whether the engine's containers run on this very machine, not in a virtual or another one.</param>
    /// <param name="ownNetwork">Whether the container is to join a network that somebody named.</param>
    public static ApiRoute Find(Uri api, bool nativeEngine, bool ownNetwork)
    {
        var text = api.ToString().TrimEnd('/');
        if (!IsLoopback(api.Host)) return new(text, HostNetwork: false, HostAlias: false);
        if (nativeEngine && !ownNetwork) return new(text, HostNetwork: true, HostAlias: false);
        return new(new UriBuilder(api) { Host = HostName }.Uri.ToString().TrimEnd('/'), HostNetwork: false, HostAlias: true);
    }

    private static bool IsLoopback(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase) || (IPAddress.TryParse(host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address));
}
