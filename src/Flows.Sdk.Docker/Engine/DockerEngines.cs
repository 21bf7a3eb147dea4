using Docker.DotNet;

namespace Flows.Docker.Engine;

/// <summary>Connects to Docker engines, old ones too.</summary>
public static class DockerEngines
{
    /// <summary>The newest version of the engine's API that this package was written for.</summary>
    private static readonly Version Newest = new(1, 47);

    /// <summary>Connects and agrees on an API version: the engine's own, or 1.47 when the engine is newer.</summary>
    /// <param name="baseUrl">
    /// The engine's address, for example <c>unix:///var/run/docker.sock</c> or <c>tcp://host:2375</c>. The default is the variable
    /// <c>DOCKER_HOST</c>, otherwise docker's current context, otherwise the machine's socket.
    /// </param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    /// <returns>A client without a time limit of its own: builds, pulls and waits are long. The caller disposes it.</returns>
    /// <exception cref="DockerEngineException">No engine answers there.</exception>
    public static async Task<IDockerClient> ConnectAsync(string? baseUrl = null, CancellationToken cancellationToken = default)
    {
        using var first = Create(baseUrl, version: null);
        var engine = await AskVersionAsync(first, cancellationToken).ConfigureAwait(false);
        return Create(baseUrl, engine < Newest ? engine : Newest);
    }

    private static async Task<Version> AskVersionAsync(DockerClient client, CancellationToken cancellationToken)
    {
        try
        {
            var answer = await client.System.GetVersionAsync(cancellationToken).ConfigureAwait(false);
            return Version.TryParse(answer.APIVersion, out var version) ? version : Newest;
        }
        catch (Exception e) when (e is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            var cause = e.GetBaseException();
            throw new DockerEngineException(
                $"No Docker engine answers at {client.Options.Endpoint} ({cause.Message.TrimEnd('.')}): start it, or set DOCKER_HOST to its address.", cause);
        }
    }

    private static DockerClient Create(string? baseUrl, Version? version)
    {
        var builder = new DockerClientBuilder().WithTimeout(Timeout.InfiniteTimeSpan);
        if (!string.IsNullOrEmpty(baseUrl))
        {
            if (!Uri.TryCreate(baseUrl, UriKind.Absolute, out var address))
                throw new DockerEngineException($"'{baseUrl}' is no address of a Docker engine: write unix:///var/run/docker.sock or tcp://host:port.");
            builder = builder.WithEndpoint(address);
        }
        if (version is not null)
            builder = builder.WithApiVersion(version);
        return builder.Build();
    }
}
