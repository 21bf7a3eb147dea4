using System.Net;
using System.Net.Sockets;

namespace Flows.Server.Http;

/// <summary>Where the server listens, and what it asks of callers there.</summary>
/// <param name="Address">The address.</param>
/// <param name="Key">The key that callers must send; null for none.</param>
/// <param name="Warning">What the person who starts it should know; null for nothing.</param>
internal sealed record ListenAddress(IPAddress Address, string? Key, string? Warning)
{
    public bool IsLoopback => IPAddress.IsLoopback(Address);

    /// <summary>The host that a client on this machine uses.</summary>
    public string ClientHost => Address.Equals(IPAddress.Any) ? "127.0.0.1" : Address.Equals(IPAddress.IPv6Any) ? "[::1]" : Address.ToString();

    /// <exception cref="FlowsServerException">The options expose the server without a key.</exception>
    public static ListenAddress Choose(FlowsServerOptions options)
    {
        var host = options.Host == "localhost" ? "127.0.0.1" : options.Host;
        if (!IPAddress.TryParse(host, out var address))
            throw new FlowsServerException($"The host \"{options.Host}\" is not an IP address: use 127.0.0.1, or --expose for all addresses.");
        if (IPAddress.IsLoopback(address) && !options.Expose) return new(address, null, null);
        if (!options.Expose)
            throw new FlowsServerException($"The address {address} is reached by other machines: add --expose, and a key in FLOWS__SERVER__API_KEY.");
        if (IPAddress.IsLoopback(address)) address = IPAddress.Any;
        if (!string.IsNullOrWhiteSpace(options.ApiKey)) return new(address, options.ApiKey.Trim(), null);
        if (!options.Insecure)
            throw new FlowsServerException("An exposed server needs a key: set FLOWS__SERVER__API_KEY, or add --insecure to let everybody in.");
        return new(address, null,
            $"The server listens on {address} without a key: whoever reaches it can start flows. Set FLOWS__SERVER__API_KEY to ask for one.");
    }

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
