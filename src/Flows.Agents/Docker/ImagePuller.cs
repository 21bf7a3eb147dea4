using System.Net;
using Docker.DotNet;
using Docker.DotNet.Models;
using Flows.Docker.Credentials;
using Flows.Docker.Engine;
using Flows.Docker.Images;
using Microsoft.Extensions.Logging;

namespace Flows.Agents.Docker;

/// <summary>Brings images to the engine, with the credentials that <c>docker login</c> left for the agent's user.</summary>
internal sealed class ImagePuller(IDockerClient engine, DockerCredentials credentials, ILogger log)
{
    /// <summary>Pulls an image unless the engine has these very bytes already.</summary>
    /// <exception cref="AgentException">The image could not be pulled.</exception>
    public async Task PullAsync(string image, CancellationToken cancellationToken)
    {
        if (!ImageReference.TryParse(image, out var reference, out var problem)) throw new AgentException($"The run's image is no image reference: {problem}");
        // What a digest names never changes; a tag may have moved.
        if (reference.Digest is not null && await HasAsync(image, cancellationToken)) return;
        RegistryCredential? credential = null;
        try
        {
            credential = await credentials.FindAsync(reference.Registry, cancellationToken);
            log.LogInformation("Pulling image {Image}.", image);
            var errors = new FirstError();
            await engine.Images.CreateImageAsync(
                new() { FromImage = reference.Name, Tag = reference.Selector }, credential.ToAuthConfig(reference.Registry), errors, cancellationToken);
            if (errors.Message is { } message) throw Refused(image, reference.Registry, credential, message, null);
        }
        catch (DockerApiException e)
        {
            throw Refused(image, reference.Registry, credential, EngineAnswer.MessageOf(e), e);
        }
        catch (DockerCredentialException e)
        {
            throw new AgentException($"Image {image} could not be pulled: {e.Message}", e);
        }
    }

    private async Task<bool> HasAsync(string image, CancellationToken cancellationToken)
    {
        try
        {
            await engine.Images.InspectImageAsync(image, cancellationToken);
            return true;
        }
        catch (DockerApiException e) when (e.StatusCode == HttpStatusCode.NotFound)
        {
            return false;
        }
    }

    private static AgentException Refused(string image, string registry, RegistryCredential? credential, string message, Exception? inner) => new(
        $"Image {image} could not be pulled: {message.Trim().TrimEnd('.')}. " + (credential is null
            ? $"The agent has no password for {registry}: run `docker login {registry}` as the agent's user."
            : $"The agent used the password of '{credential}' for {registry}; renew it with `docker login {registry}` as the agent's user."),
        inner);

    /// <summary>An engine reports a failed pull as HTTP 200 with an error inside the stream.</summary>
    private sealed class FirstError : IProgress<JSONMessage>
    {
        public string? Message { get; private set; }

        public void Report(JSONMessage value) => Message ??= value.Error?.Message;
    }
}
