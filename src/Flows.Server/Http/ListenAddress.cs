using System.Net;
using System.Net.Sockets;

namespace Flows.Server.Http;

/// <summary>Where the server listens.</summary>
/// <param name="Address">The address.</param>
/// <param name="IsLoopback">Whether only this machine reaches it.</param>
/// <param name="Warning">What the person who starts it should know; null for nothing.</param>
internal sealed record ListenAddress(IPAddress Address, bool IsLoopback, string? Warning)
{
    /// <summary>The host that a client on this machine uses.</summary>
    public string ClientHost => Address.Equals(IPAddress.Any) ? "127.0.0.1" : Address.Equals(IPAddress.IPv6Any) ? "[::1]" : Address.ToString();

    /// <exception cref="FlowsServerException">The options do not say that other machines may reach the server, but its address does.</exception>
    public static ListenAddress Choose(FlowsServerOptions options)
    {
        var host = options.Host == "localhost" ? "127.0.0.1" : options.Host;
        if (!IPAddress.TryParse(host, out var address))
            throw new FlowsServerException($"The host \"{options.Host}\" is not an IP address: use 127.0.0.1, or --expose for all addresses.");
        if (IPAddress.IsLoopback(address) && !options.Expose) return new(address, true, null);
        if (!options.Expose)
            throw new FlowsServerException($"The address {address} is reached by other machines: add --expose; callers then need an API key.");
        if (IPAddress.IsLoopback(address)) address = IPAddress.Any;
        return new(address, false, WarningFor(address, options));
    }

    private static string? WarningFor(IPAddress address, FlowsServerOptions options) =>
        options.Insecure
            ? $"The server listens on {address} without asking for a key: whoever reaches it can start flows. Leave out --insecure to ask for one."
            : options.TlsCertificate is null && options.Kestrel is null && options.TrustedProxies.Count == 0
                ? $"The server listens on {address} without TLS: API keys can be read on the way. Give it a certificate with --tls-certificate, or put a proxy in front."
                : null;

    /// <summary>Looks whether the two ports can be a server's.</summary>
    /// <exception cref="FlowsServerException">One is no port, or they are the same.</exception>
    public static void CheckPorts(int apiPort, int uiPort)
    {
        foreach (var (port, option) in new[] { (apiPort, "--port"), (uiPort, "--ui-port") })
            if (port is < IPEndPoint.MinPort or > IPEndPoint.MaxPort)
                throw new FlowsServerException($"{option} is {port}, but ports go from {IPEndPoint.MinPort} (any free one) to {IPEndPoint.MaxPort}.");
        if (apiPort == uiPort && apiPort != 0)
            throw new FlowsServerException($"API and dashboard cannot both have the port {apiPort}: choose another one with --port or --ui-port.");
    }

    /// <summary>Looks whether a port can be listened on; 0 always can.</summary>
    /// <param name="port">The port.</param>
    /// <param name="option">The option that chooses it.</param>
    /// <exception cref="FlowsServerException">The port is taken, or the address is not this machine's.</exception>
    public void EnsureFree(int port, string option)
    {
        if (port == 0) return;
        try
        {
            using var probe = new TcpListener(Address, port);
            probe.Start();
        }
        catch (SocketException e) when (e.SocketErrorCode is SocketError.AddressAlreadyInUse or SocketError.AccessDenied or SocketError.AddressNotAvailable)
        {
            throw new FlowsServerException(e.SocketErrorCode switch
            {
                SocketError.AddressAlreadyInUse => $"Port {port} on {Address} is in use by another program: stop that program, or choose another port with {option}.",
                SocketError.AddressNotAvailable => $"The address {Address} is not one of this machine: choose another with --host.",
                _ => $"Port {port} on {Address} cannot be used ({e.Message}): choose another port with {option}.",
            }, e);
        }
    }
}
