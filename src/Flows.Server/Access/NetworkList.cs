using System.Net;

namespace Flows.Server.Access;

/// <summary>Networks, as CIDR.</summary>
internal sealed class NetworkList
{
    private readonly List<IPNetwork> networks;

    private NetworkList(List<IPNetwork> networks) => this.networks = networks;

    public bool IsEmpty => networks.Count == 0;

    /// <summary>Reads networks such as <c>10.0.0.0/8</c>, or single addresses.</summary>
    /// <param name="texts">The networks.</param>
    /// <param name="option">The option that they come from, for the message.</param>
    /// <exception cref="FlowsServerException">One is no network.</exception>
    public static NetworkList Parse(IEnumerable<string> texts, string option) => new([.. texts.Select(text => Parse(text.Trim(), option))]);

    public bool Contains(IPAddress? address) => address is not null && networks.Exists(n => n.Contains(address));

    /// <summary>An address as it is meant: one of IPv4 inside IPv6 is one of IPv4.</summary>
    public static IPAddress? Plain(IPAddress? address) => address is { IsIPv4MappedToIPv6: true } ? address.MapToIPv4() : address;

    private static IPNetwork Parse(string text, string option)
    {
        if (IPAddress.TryParse(text, out var one)) return new(one, one.GetAddressBytes().Length * 8);
        return IPNetwork.TryParse(text, out var network)
            ? network
            : throw new FlowsServerException($"{option} is \"{text}\", but a network looks like 10.0.0.0/8 or fd00::/8.");
    }
}
