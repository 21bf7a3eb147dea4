using System.Collections.Concurrent;
using Flows.Docker.Credentials;

namespace Flows.Docker.Registry;

/// <summary>The registries of one build, each with its own credentials and connection.</summary>
internal sealed class Registries : IDisposable
{
    /// <summary>Manifests and configs are small; what is larger is none.</summary>
    private const int MaxDocumentBytes = 16 << 20;

    private readonly ConcurrentDictionary<string, RegistryCaller> callers = new(StringComparer.Ordinal);
    private readonly DockerCredentials credentials;
    private readonly string? insecure;
    private readonly TimeProvider timeProvider;
    private readonly HttpClient http;

    /// <summary>Registries that are asked over HTTP.</summary>
    /// <param name="credentials">Where credentials are found.</param>
    /// <param name="insecure">The setting <c>docker.insecure_registries</c>.</param>
    /// <param name="timeProvider">The clock.</param>
    /// <param name="handler">Sends the requests; a test may put its own. It must not follow redirects.</param>
    public Registries(DockerCredentials credentials, string? insecure, TimeProvider timeProvider, HttpMessageHandler? handler = null)
    {
        this.credentials = credentials;
        this.insecure = insecure;
        this.timeProvider = timeProvider;
        http = new(handler ?? new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, ConnectTimeout = TimeSpan.FromSeconds(15) })
        {
            Timeout = Timeout.InfiniteTimeSpan,
            MaxResponseContentBufferSize = MaxDocumentBytes,
            DefaultRequestHeaders = { UserAgent = { new("flows", null) } },
        };
    }

    /// <summary>The caller of a registry.</summary>
    /// <exception cref="DockerCredentialException">Its credentials cannot be read.</exception>
    public async Task<RegistryCaller> OpenAsync(string host, CancellationToken cancellationToken)
    {
        if (callers.TryGetValue(host, out var known))
            return known;
        var credential = await credentials.FindAsync(host, cancellationToken).ConfigureAwait(false);
        var authenticator = new RegistryAuthenticator(host, credential, new(http, host, timeProvider), timeProvider);
        return callers.GetOrAdd(host, new RegistryCaller(RegistryAddress.Of(host, insecure), http, authenticator, timeProvider));
    }

    public void Dispose() => http.Dispose();
}
