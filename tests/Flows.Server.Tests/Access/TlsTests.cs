using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.Configuration;

namespace Flows.Server.Tests.Access;

/// <summary>TLS on both ports.</summary>
public sealed class TlsTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("flows-tls-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Theory]
    [InlineData(null)]
    [InlineData("hush")]
    public async Task Pem_WithItsKey_IsServed(string? password)
    {
        var (certificate, key) = Pem("one", password);
        await using var server = await TestServer.StartAsync(o => (o.TlsCertificate, o.TlsKey, o.TlsPassword) = (certificate, key, password));
        server.Http.BaseAddress!.Scheme.ShouldBe("https");
        server.UiUri.Scheme.ShouldBe("https");
        (await SubjectAsync(server)).ShouldBe("CN=one");
    }

    [Fact]
    public async Task Pfx_IsServed()
    {
        var file = Path.Combine(folder, "server.pfx");
        using (var made = Make("pfx", out var key)) await File.WriteAllBytesAsync(file, made.CopyWithPrivateKey(key).Export(X509ContentType.Pfx, "hush"));
        await using var server = await TestServer.StartAsync(o => (o.TlsCertificate, o.TlsPassword) = (file, "hush"));
        (await SubjectAsync(server)).ShouldBe("CN=pfx");
    }

    [Fact]
    public async Task Certificate_ThatIsRenewed_IsServedWithinAMinute()
    {
        var (certificate, key) = Pem("one", null);
        await using var server = await TestServer.StartAsync(o => (o.TlsCertificate, o.TlsKey) = (certificate, key));
        (await SubjectAsync(server)).ShouldBe("CN=one");
        Pem("two", null);
        File.SetLastWriteTimeUtc(certificate, File.GetLastWriteTimeUtc(certificate).AddSeconds(5));
        server.Time.Advance(TimeSpan.FromMinutes(1));
        (await SubjectAsync(server)).ShouldBe("CN=two");
    }

    [Fact]
    public async Task KestrelSection_WithADefaultCertificate_TurnsTlsOn()
    {
        var (certificate, key) = Pem("kestrel", null);
        var section = new ConfigurationBuilder().AddInMemoryCollection(
            [KeyValuePair.Create("Certificates:Default:Path", (string?)certificate), KeyValuePair.Create("Certificates:Default:KeyPath", (string?)key)]).Build();
        await using var server = await TestServer.StartAsync(o => o.Kestrel = section);
        (await SubjectAsync(server)).ShouldBe("CN=kestrel");
    }

    [Fact]
    public async Task Start_WithACertificateThatIsNone_SaysSo()
    {
        var file = Path.Combine(folder, "none.pem");
        (await FailAsync(o => o.TlsCertificate = file)).ShouldStartWith($"The certificate {file} cannot be used: ");
        (await FailAsync(o => o.TlsKey = file)).ShouldBe("There is a key or a password for TLS, but no certificate: name its file with --tls-certificate.");
        (await FailAsync(o => o.Kestrel = new ConfigurationBuilder().AddInMemoryCollection([KeyValuePair.Create("Endpoints:Http:Url", (string?)"http://*:1")]).Build()))
            .ShouldBe("Kestrel:Endpoints:Http is set, but the server listens on the ports of --port and --ui-port only: take it out of the Kestrel section.");
    }

    private static async Task<string> FailAsync(Action<FlowsServerOptions> configure) =>
        (await Should.ThrowAsync<FlowsServerException>(() => TestServer.StartAsync(configure))).Message;

    private static async Task<string?> SubjectAsync(TestServer server)
    {
        string? subject = null;
        using var handler = new SocketsHttpHandler
        {
            SslOptions = new SslClientAuthenticationOptions { RemoteCertificateValidationCallback = (_, certificate, _, _) => (subject = certificate?.Subject) is not null },
        };
        using var http = new HttpClient(handler) { BaseAddress = server.Http.BaseAddress };
        (await http.GetStringAsync("/health")).ShouldContain("ok");
        return subject;
    }

    private static X509Certificate2 Make(string name, out ECDsa key)
    {
        key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256).Create(
            new X500DistinguishedName($"CN={name}"), X509SignatureGenerator.CreateForECDsa(key), TestServer.Start.AddYears(-1), TestServer.Start.AddYears(9), [1, 2, 3]);
    }

    private (string Certificate, string Key) Pem(string name, string? password)
    {
        var (certificate, keyFile) = (Path.Combine(folder, "server.pem"), Path.Combine(folder, "server.key"));
        using var made = Make(name, out var key);
        File.WriteAllText(certificate, made.ExportCertificatePem());
        File.WriteAllText(keyFile, password is null
            ? key.ExportPkcs8PrivateKeyPem()
            : key.ExportEncryptedPkcs8PrivateKeyPem(password, new PbeParameters(PbeEncryptionAlgorithm.Aes256Cbc, HashAlgorithmName.SHA256, 1000)));
        return (certificate, keyFile);
    }
}
