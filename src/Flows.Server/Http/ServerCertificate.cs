using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Flows.Server.Http;

/// <summary>The certificate of the server, from files that are read again when they have changed: certificates are renewed while servers run.</summary>
internal sealed class ServerCertificate
{
    private static readonly TimeSpan LookAgain = TimeSpan.FromMinutes(1);

    private readonly string file;
    private readonly string? keyFile, password;
    private readonly TimeProvider time;
    private readonly Lock gate = new();
    private SslServerAuthenticationOptions current;
    private DateTime written;
    private long lookedAt;

    private ServerCertificate(string file, string? keyFile, string? password, TimeProvider time)
    {
        (this.file, this.keyFile, this.password, this.time) = (file, keyFile, password, time);
        (current, written, lookedAt) = (Load(), Written(), time.GetTimestamp());
    }

    /// <summary>What the next handshake uses.</summary>
    public SslServerAuthenticationOptions Current
    {
        get
        {
            lock (gate)
            {
                if (time.GetElapsedTime(lookedAt) < LookAgain) return current;
                lookedAt = time.GetTimestamp();
                try
                {
                    if (Written() is var now && now != written) (current, written) = (Load(), now);
                }
                catch (Exception e) when (IsUnreadable(e))
                {
                    // Half a renewal: the certificate that was good goes on until the files are whole.
                }
                return current;
            }
        }
    }

    /// <exception cref="FlowsServerException">The files cannot be read, or hold no certificate with a private key.</exception>
    public static ServerCertificate Open(string file, string? keyFile, string? password, TimeProvider time)
    {
        try
        {
            return new(Path.GetFullPath(file), keyFile is null ? null : Path.GetFullPath(keyFile), password, time);
        }
        catch (Exception e) when (IsUnreadable(e))
        {
            throw new FlowsServerException(
                $"The certificate {file}{(keyFile is null ? "" : $" with the key {keyFile}")} cannot be used: {e.Message.TrimEnd('.')}. It is a PEM file with its key "
                + "(--tls-key), or a PFX file; a password stands in FLOWS__SERVER__TLS_PASSWORD.", e);
        }
    }

    private static bool IsUnreadable(Exception e) => e is IOException or UnauthorizedAccessException or CryptographicException or ArgumentException;

    private DateTime Written() => new[] { file, keyFile ?? file }.Max(File.GetLastWriteTimeUtc);

    private SslServerAuthenticationOptions Load()
    {
        var chain = new X509Certificate2Collection();
        X509Certificate2 own;
        if (Path.GetExtension(file).ToUpperInvariant() is ".PFX" or ".P12")
        {
            chain = X509CertificateLoader.LoadPkcs12CollectionFromFile(file, password);
            own = chain.FirstOrDefault(c => c.HasPrivateKey) ?? throw new CryptographicException("it holds no private key");
        }
        else
        {
            own = password is null ? X509Certificate2.CreateFromPemFile(file, keyFile) : X509Certificate2.CreateFromEncryptedPemFile(file, password, keyFile);
            chain.ImportFromPemFile(file);
        }
        return new() { ServerCertificateContext = SslStreamCertificateContext.Create(own, chain, offline: true) };
    }
}
