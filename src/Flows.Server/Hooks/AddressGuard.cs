using System.Net;
using System.Net.Sockets;

namespace Flows.Server.Hooks;

/// <summary>
/// Which addresses hooks may call. Whoever makes a hook chooses where the server sends requests to, so it must not reach what only the server's
/// own network reaches: this is asked for every connection, after names are looked up and after redirects.
/// </summary>
internal sealed class AddressGuard
{
    /// <summary>Networks that are not the public internet: the machine itself, private and shared ones, link-local with cloud metadata, documentation, multicast.</summary>
    private static readonly IPNetwork[] Closed =
    [
        .. new[]
        {
            "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24",
            "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4", "2001:db8::/32", "2001::/32", "3fff::/20",
        }.Select(n => IPNetwork.Parse(n)),
    ];

    private static readonly IPNetwork Global = IPNetwork.Parse("2000::/3"), SixToFour = IPNetwork.Parse("2002::/16"), Nat64 = IPNetwork.Parse("64:ff9b::/96");

    private readonly List<IPNetwork> allowed;

    /// <exception cref="FlowsServerException">A network is none.</exception>
    public AddressGuard(IEnumerable<string> networks) => allowed = [.. networks.Select(n => IPNetwork.TryParse(n, out var network)
        ? network
        : throw new FlowsServerException($"The network \"{n}\" that hooks may call is none: write it as 10.1.0.0/16."))];

    public bool Allows(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6) address = address.MapToIPv4();
        if (allowed.Exists(n => n.Contains(address))) return true;
        if (address.AddressFamily == AddressFamily.InterNetwork) return !Array.Exists(Closed, n => n.Contains(address));
        // An address of version 6 may carry one of version 4, which is then what is called.
        if (SixToFour.Contains(address)) return Allows(new IPAddress(address.GetAddressBytes()[2..6]));
        if (Nat64.Contains(address)) return Allows(new IPAddress(address.GetAddressBytes()[12..]));
        return Global.Contains(address) && !Array.Exists(Closed, n => n.Contains(address));
    }

    /// <summary>Connects to a host by an address that is allowed: the one that was asked about, so that a second look-up cannot lead elsewhere.</summary>
    /// <exception cref="HookRefusedException">No address of the host is allowed.</exception>
    public async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        var host = context.DnsEndPoint.Host;
        var addresses = await Dns.GetHostAddressesAsync(host, cancellationToken);
        var open = addresses.Where(Allows).ToArray();
        if (open.Length == 0)
            throw new HookRefusedException(
                $"the host {host} has no address that hooks may call ({string.Join(", ", addresses.Select(a => a.ToString()))}): "
                + "list its network in server.hooks.allowed_networks if it is meant");
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(open, context.DnsEndPoint.Port, cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}

/// <summary>A hook wants to call where it may not.</summary>
internal sealed class HookRefusedException(string message) : Exception(message);
