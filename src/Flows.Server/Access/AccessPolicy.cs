using System.Net;

namespace Flows.Server.Access;

/// <summary>Whom the server lets in without a key, and whose pages may call it.</summary>
internal sealed class AccessPolicy
{
    private readonly List<string> hosts, origins;

    /// <exception cref="FlowsServerException">A network is none.</exception>
    public AccessPolicy(FlowsServerOptions options, bool isLoopback)
    {
        IsLoopback = isLoopback;
        IsInsecure = !isLoopback && options.Insecure;
        Trusted = NetworkList.Parse(options.TrustedNetworks, "--trusted-network");
        Proxies = NetworkList.Parse(options.TrustedProxies, "--trusted-proxy");
        (hosts, origins) = ([.. options.AllowedHosts], [.. options.AllowedOrigins.Select(o => o.TrimEnd('/'))]);
    }

    /// <summary>Whether only this machine reaches the server.</summary>
    public bool IsLoopback { get; }

    /// <summary>Whether everybody is let in, as the original does.</summary>
    public bool IsInsecure { get; }

    /// <summary>Whether somebody needs a key.</summary>
    public bool WantsKeys => !IsLoopback && !IsInsecure;

    /// <summary>The networks whose callers need no key.</summary>
    public NetworkList Trusted { get; }

    /// <summary>The proxies that are believed.</summary>
    public NetworkList Proxies { get; }

    /// <summary>Whether a caller needs no key.</summary>
    public bool IsOpenTo(IPAddress? address) => !WantsKeys || Trusted.Contains(address);

    /// <summary>
    /// Whether the server may be called by this name without a key: under another one, a page of the web could have made a browser of this network its way in.
    /// </summary>
    public bool IsOwnHost(string host) =>
        host is "localhost" or "host.docker.internal" || IPAddress.TryParse(host, out _)
            || host.Equals(Environment.MachineName, StringComparison.OrdinalIgnoreCase) || hosts.Contains(host, StringComparer.OrdinalIgnoreCase);

    /// <summary>Whether a web page of an origin may call the API: any page where a key has to come with the call, else pages of this machine and those allowed.</summary>
    public bool AllowsOrigin(string origin) =>
        IsInsecure || (WantsKeys && Trusted.IsEmpty) || origins.Contains(origin, StringComparer.OrdinalIgnoreCase)
            || (Uri.TryCreate(origin, UriKind.Absolute, out var uri) && uri.IsLoopback);
}
