using System.CommandLine;
using Flows.Client;
using Flows.Server;
using Microsoft.Extensions.Configuration;

namespace Flows.Cli.Servers;

/// <summary>The options of a server that say whom it lets in, and how it speaks TLS.</summary>
internal sealed class AccessOptions
{
    private const string KestrelPrefix = "Kestrel__";

    private readonly Option<string[]> networks = Many("--trusted-network", "CIDR",
        "A network whose callers need no key, as 10.0.0.0/8; may be given more than once (setting server.trusted_networks).");

    private readonly Option<string[]> proxies = Many("--trusted-proxy", "CIDR",
        "A proxy whose X-Forwarded headers are believed, as 10.0.0.5; may be given more than once (setting server.trusted_proxies).");

    private readonly Option<string[]> hosts = Many("--allowed-host", "NAME",
        "A name under which callers without a key may call; may be given more than once (setting server.allowed_hosts).");

    private readonly Option<string[]> origins = Many("--allowed-origin", "URL",
        "A web page's origin that may call without a key, as https://tools.example; may be given more than once (setting server.allowed_origins).");

    private readonly Option<string?> certificate = new("--tls-certificate") { Description = "The certificate for TLS: a PEM or PFX file (setting server.tls_certificate).", HelpName = "FILE" };

    private readonly Option<string?> key = new("--tls-key")
    {
        Description = "The private key of the certificate, a PEM file (setting server.tls_key); a password stands in FLOWS__SERVER__TLS_PASSWORD.",
        HelpName = "FILE",
    };

    public void AddTo(Command command)
    {
        foreach (var option in (Option[])[networks, proxies, hosts, origins, certificate, key]) command.Add(option);
    }

    /// <summary>What the command line and the configuration say.</summary>
    public void Read(ParseResult line, FlowsConfiguration configuration, ConfigurationSources sources, FlowsServerOptions options)
    {
        options.TrustedNetworks = Words(networks, "server.trusted_networks");
        options.TrustedProxies = Words(proxies, "server.trusted_proxies");
        options.AllowedHosts = Words(hosts, "server.allowed_hosts");
        options.AllowedOrigins = Words(origins, "server.allowed_origins");
        options.TlsCertificate = line.GetValue(certificate) ?? Text("server.tls_certificate");
        options.TlsKey = line.GetValue(key) ?? Text("server.tls_key");
        options.TlsPassword = Text("server.tls_password");
        options.Kestrel = KestrelOf(sources);

        string[] Words(Option<string[]> option, string setting) => line.GetValue(option) is { Length: > 0 } given ? given : ServerOptions.List(configuration[setting]);

        string? Text(string setting) => configuration[setting] is { Length: > 0 } text ? text : null;
    }

    /// <summary>The section Kestrel of ASP.NET Core, from variables such as <c>Kestrel__Certificates__Default__Path</c>; null when there are none.</summary>
    private static IConfigurationSection? KestrelOf(ConfigurationSources sources)
    {
        var given = sources.Environment.Where(v => v.Key.StartsWith(KestrelPrefix, StringComparison.OrdinalIgnoreCase))
            .Select(v => KeyValuePair.Create(v.Key.Replace("__", ":", StringComparison.Ordinal), (string?)v.Value)).ToList();
        return given.Count == 0 ? null : new ConfigurationBuilder().AddInMemoryCollection(given).Build().GetSection("Kestrel");
    }

    private static Option<string[]> Many(string name, string value, string description) => new(name) { Description = description, HelpName = value };
}
