using System.Globalization;
using System.Net;
using Flows.Docker.Credentials;

namespace Flows.Docker.Registry;

/// <summary>Where a registry is, and whether it may be spoken to without TLS.</summary>
/// <param name="Host">Host and port as in image references.</param>
/// <param name="AllowsHttp">Plain HTTP is open to loopback and to what <c>docker.insecure_registries</c> lists.</param>
internal sealed record RegistryAddress(string Host, bool AllowsHttp)
{
    /// <summary>The address of a registry.</summary>
    /// <param name="host">Host and port.</param>
    /// <param name="insecure">Hosts, hosts with port, or networks such as <c>10.0.0.0/8</c>, separated by commas or spaces.</param>
    public static RegistryAddress Of(string host, string? insecure)
    {
        var name = HostName(host);
        var listed = (insecure ?? "").Split([',', ' ', ';'], StringSplitOptions.RemoveEmptyEntries)
            .Any(entry => entry.Equals(host, StringComparison.OrdinalIgnoreCase) || entry.Equals(name, StringComparison.OrdinalIgnoreCase) || IsInNetwork(name, entry));
        return new(host, listed || IsLoopback(name));
    }

    /// <summary>The root of the API.</summary>
    /// <param name="scheme"><c>https</c> or <c>http</c>.</param>
    public Uri Root(string scheme)
    {
        // Docker Hub's API is not at the host that references name.
        var host = Host == RegistryKey.DockerHub ? "registry-1.docker.io" : Host;
        return new(string.Create(CultureInfo.InvariantCulture, $"{scheme}://{host}/v2/"));
    }

    public static bool IsLoopback(string hostName) =>
        hostName.Equals("localhost", StringComparison.OrdinalIgnoreCase) || (IPAddress.TryParse(hostName.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address));

    private static bool IsInNetwork(string name, string entry) =>
        IPNetwork.TryParse(entry, out var network) && IPAddress.TryParse(name.Trim('[', ']'), out var address) && network.Contains(address);

    private static string HostName(string host)
    {
        var colon = host.LastIndexOf(':');
        return colon > host.LastIndexOf(']') ? host[..colon] : host;
    }
}
