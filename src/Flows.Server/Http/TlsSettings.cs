using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;

namespace Flows.Server.Http;

/// <summary>Whether and how the ports speak TLS.</summary>
internal sealed class TlsSettings
{
    private readonly ServerCertificate? certificate;
    private readonly bool hasDefault;

    private TlsSettings(ServerCertificate? certificate, bool hasDefault) => (this.certificate, this.hasDefault) = (certificate, hasDefault);

    public string Scheme => certificate is not null || hasDefault ? "https" : "http";

    /// <exception cref="FlowsServerException">The options do not fit together, or the certificate cannot be read.</exception>
    public static TlsSettings Read(FlowsServerOptions options)
    {
        if (options.Kestrel?.GetSection("Endpoints").GetChildren().FirstOrDefault() is { } endpoint)
            throw new FlowsServerException(
                $"Kestrel:Endpoints:{endpoint.Key} is set, but the server listens on the ports of --port and --ui-port only: take it out of the Kestrel section.");
        if (options.TlsCertificate is null && (options.TlsKey ?? options.TlsPassword) is not null)
            throw new FlowsServerException("There is a key or a password for TLS, but no certificate: name its file with --tls-certificate.");
        return options.TlsCertificate is { } file
            ? new(ServerCertificate.Open(file, options.TlsKey, options.TlsPassword, options.TimeProvider), false)
            : new(null, options.Kestrel?.GetSection("Certificates:Default").GetChildren().Any() == true);
    }

    public void Apply(ListenOptions listen)
    {
        if (certificate is not null) listen.UseHttps(new TlsHandshakeCallbackOptions { OnConnection = _ => new(certificate.Current) });
        else if (hasDefault) listen.UseHttps();
    }
}
