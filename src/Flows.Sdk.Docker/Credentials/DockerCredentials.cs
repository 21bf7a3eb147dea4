namespace Flows.Docker.Credentials;

/// <summary>
/// The credentials that <c>docker login</c> left on this machine: in the file <c>config.json</c> (<c>auths</c>) or in the
/// helper programs that it names (<c>credHelpers</c>, <c>credsStore</c>).
/// </summary>
public sealed class DockerCredentials
{
    private readonly string file;
    private readonly string? searchPath;
    private readonly TimeProvider timeProvider;

    /// <summary>The credentials of docker's configuration folder.</summary>
    /// <param name="folder">The folder of <c>config.json</c>. The default is the variable <c>DOCKER_CONFIG</c>, otherwise <c>~/.docker</c>.</param>
    public DockerCredentials(string? folder = null)
        : this(folder ?? DefaultFolder, Environment.GetEnvironmentVariable("PATH"), TimeProvider.System)
    {
    }

    internal DockerCredentials(string folder, string? searchPath, TimeProvider timeProvider)
    {
        file = Path.Combine(folder, "config.json");
        this.searchPath = searchPath;
        this.timeProvider = timeProvider;
    }

    private static string DefaultFolder => Environment.GetEnvironmentVariable("DOCKER_CONFIG") is { Length: > 0 } folder
        ? folder
        : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".docker");

    /// <summary>Looks up one registry; the file is read anew each time, so a new <c>docker login</c> is seen at once.</summary>
    /// <param name="registryHost">Host and port as in image references, for example <c>registry.example.com:5000</c> or <c>docker.io</c>.</param>
    /// <param name="cancellationToken">Ends the helper too.</param>
    /// <returns>The credential; null when there is none.</returns>
    /// <exception cref="DockerCredentialException">The file is malformed, or a helper is missing or failed.</exception>
    public async Task<RegistryCredential?> FindAsync(string registryHost, CancellationToken cancellationToken = default)
    {
        var host = RegistryKey.Normalize(registryHost);
        var config = await DockerConfigFile.ReadAsync(file, cancellationToken).ConfigureAwait(false);
        if (config.HelperOf(host) is { } helper
            && await new CredentialHelper(helper, searchPath, timeProvider).GetAsync(host, cancellationToken).ConfigureAwait(false) is { } kept)
            return kept;
        return config.FindAuth(host, file);
    }
}
