using Docker.DotNet;
using Docker.DotNet.Models;
using Flows.Docker.Credentials;
using Flows.Docker.Images;
using Flows.Docker.Registry;
using Flows.Storage;

namespace Flows.Docker.Engine;

/// <summary>Makes an image with a Docker engine: pull, build, push. The engine keeps the image, so that its next build finds unchanged layers.</summary>
internal sealed class EngineImageMaker(DockerCredentials credentials, Registries registries, BlobCache cache, IStorageProgress progress) : IImageMaker
{
    public async Task<PushedImage> MakeAsync(ImagePlan plan, CancellationToken cancellationToken)
    {
        using var engine = await DockerEngines.ConnectAsync(baseUrl: null, cancellationToken).ConfigureAwait(false);
        var bases = new EngineBaseImageReader(engine, credentials, cache, progress);
        var baseImage = await bases.ReadAsync(plan.Base, plan.Platform, cancellationToken).ConfigureAwait(false);
        var facts = await bases.InspectFilesAsync(baseImage, cancellationToken).ConfigureAwait(false);
        BaseImageCheck.Require(plan.Base, facts, plan.Program.Frameworks);

        var layers = await new LayerBuilder(cache).BuildAllAsync(plan.Program.Layers(plan.Files, new FilePlacer(facts)), progress, cancellationToken).ConfigureAwait(false);
        var content = plan.Describe(baseImage.Digest, layers);
        var contentDigest = content.ComputeDigest();
        var tags = plan.TagsFor(contentDigest);

        // An engine stamps its builds with the time: without this, registering unchanged code would be a new image each time.
        if (await new PushedImages(registries).FindAsync(plan.Target, contentDigest, tags, cancellationToken).ConfigureAwait(false) is { } known)
        {
            progress.Step($"The image is already there: {known}");
            return new(known, tags);
        }
        await BuildAsync(engine, plan, baseImage, content, contentDigest, layers, cancellationToken).ConfigureAwait(false);
        var digest = "";
        foreach (var tag in tags)
            digest = await PushAsync(engine, plan.Target.WithTag(tag), plan.Target.WithTag(tags[0]), cancellationToken).ConfigureAwait(false);
        return new(plan.Target.WithDigest(digest), tags);
    }

    private async Task BuildAsync(
        IDockerClient engine, ImagePlan plan, EngineBaseImage baseImage, ImageFacts content, string contentDigest, IReadOnlyList<BuiltLayer> layers, CancellationToken cancellationToken)
    {
        progress.Step("Building the image");
        var messages = new EngineMessages(progress);
        var parameters = new ImageBuildParameters
        {
            Tags = [plan.Target.WithTag(contentDigest[..12]).ToString()],
            Labels = content.LabelsWith(contentDigest).ToDictionary(),
            Remove = true,
            ForceRemove = true,
            Platform = plan.Platform?.ToString(),
        };
        var context = await BuildContext.WriteAsync(baseImage, content, layers, cache, cancellationToken).ConfigureAwait(false);
        await using (context.ConfigureAwait(false))
            await engine.Images.BuildImageFromDockerfileAsync(parameters, context, [], new Dictionary<string, string>(), messages, cancellationToken).ConfigureAwait(false);
        if (messages.Error is { } error)
            throw new FlowStorageException($"The Docker engine could not build the image {plan.Target}: {error}");
    }

    /// <summary>Pushes the built image under a tag and returns the digest that the registry gave it.</summary>
    private async Task<string> PushAsync(IDockerClient engine, ImageReference image, ImageReference built, CancellationToken cancellationToken)
    {
        progress.Step($"Pushing {image}");
        var credential = await credentials.FindAsync(image.Registry, cancellationToken).ConfigureAwait(false);
        var messages = new EngineMessages(progress);
        try
        {
            if (image != built)
                await engine.Images.TagImageAsync(built.ToString(), new() { RepositoryName = image.Name, Tag = image.Tag }, cancellationToken).ConfigureAwait(false);
            await engine.Images.PushImageAsync(image.Name, new ImagePushParameters { Tag = image.Tag }, credential.ToAuthConfig(image.Registry), messages, cancellationToken).ConfigureAwait(false);
        }
        catch (DockerApiException e)
        {
            throw EngineFailures.Push(image, credential?.ToString(), EngineMessages.TextOf(e));
        }
        if (messages.Error is { } error)
            throw EngineFailures.Push(image, credential?.ToString(), error);
        return Sha256Digest.IsValid(messages.Digest)
            ? messages.Digest!
            : throw new FlowStorageException($"The Docker engine ended the push to {image} without telling a digest: look into its log and register again.");
    }
}
