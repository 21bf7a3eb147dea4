using Flows.Docker.Images;
using Flows.Storage;

namespace Flows.Docker.Registry;

/// <summary>Makes an image without any engine: reads the base image over the registry's API, adds layers and pushes.</summary>
internal sealed class RegistryImageMaker(Registries registries, BlobCache cache, IStorageProgress progress, TimeProvider timeProvider) : IImageMaker
{
    private readonly BaseImageReader bases = new(registries, cache, progress, timeProvider);

    public async Task<PushedImage> MakeAsync(ImagePlan plan, CancellationToken cancellationToken)
    {
        // First what needs no work: whether the registry lets us push at all.
        var caller = await registries.OpenAsync(plan.Target.Registry, cancellationToken).ConfigureAwait(false);
        var scope = RegistryScope.Push(plan.Target.Repository);
        await caller.CallAsync(new CheckAccess(plan.Target.Repository) { Scope = scope }, cancellationToken).ConfigureAwait(false);

        progress.Step($"Reading the base image {plan.Base}");
        var baseImage = await bases.ReadAsync(plan.Base, plan.Platform ?? ImagePlatform.OfThisMachine, cancellationToken).ConfigureAwait(false);
        var facts = await bases.InspectAsync(baseImage, cancellationToken).ConfigureAwait(false);
        BaseImageCheck.Require(plan.Base, facts, plan.Program.Frameworks);

        var layers = await new LayerBuilder(cache).BuildAllAsync(plan.Program.Layers(plan.Files, new FilePlacer(facts)), progress, cancellationToken).ConfigureAwait(false);
        var content = plan.Describe(baseImage.Digest, layers);
        var contentDigest = content.ComputeDigest();
        var config = baseImage.Config.Extend(content, layers, content.LabelsWith(contentDigest));
        var manifest = Compose(baseImage, layers, config);

        var image = plan.Target.WithDigest(Sha256Digest.Of(manifest));
        var tags = plan.TagsFor(contentDigest);
        await PushAsync(caller, baseImage, layers, config, image, cancellationToken).ConfigureAwait(false);
        foreach (var selector in tags.Prepend(image.Digest!))
            await PutManifestAsync(caller, image, selector, baseImage.MediaType, manifest, cancellationToken).ConfigureAwait(false);
        return new(image, tags);
    }

    private static byte[] Compose(BaseImage baseImage, IReadOnlyList<BuiltLayer> layers, byte[] config) => new ImageManifest
    {
        SchemaVersion = 2,
        MediaType = baseImage.MediaType,
        Config = new() { MediaType = MediaTypes.ConfigOf(baseImage.MediaType), Size = config.Length, Digest = Sha256Digest.Of(config) },
        Layers = [.. baseImage.Layers, .. layers.Select(l => new ImageDescriptor { MediaType = MediaTypes.LayerOf(baseImage.MediaType), Size = l.Size, Digest = l.Digest })],
    }.ToBytes();

    /// <summary>Pushes everything that the manifest names.</summary>
    private async Task PushAsync(
        RegistryCaller caller, BaseImage baseImage, IReadOnlyList<BuiltLayer> layers, byte[] config, ImageReference image, CancellationToken cancellationToken)
    {
        var uploader = new BlobUploader(caller, image.Repository, progress, timeProvider);
        var mountFrom = baseImage.Reference.Registry == image.Registry && baseImage.Reference.Repository != image.Repository ? baseImage.Reference.Repository : null;
        foreach (var layer in baseImage.Layers)
        {
            var blob = new Blob($"base {BaseImageReader.ShortName(layer)}", layer.Digest, layer.Size, () => cache.OpenRead(layer.Digest));
            await uploader.PushAsync(blob, mountFrom, () => bases.EnsureLayerAsync(baseImage, layer, cancellationToken), cancellationToken).ConfigureAwait(false);
        }
        foreach (var layer in layers)
            await uploader.PushAsync(new(layer.Name, layer.Digest, layer.Size, () => cache.OpenRead(layer.Digest)), null, null, cancellationToken).ConfigureAwait(false);
        await uploader.PushAsync(new("config", Sha256Digest.Of(config), config.Length, () => new MemoryStream(config)), null, null, cancellationToken).ConfigureAwait(false);
    }

    private async Task PutManifestAsync(
        RegistryCaller caller, ImageReference image, string selector, string mediaType, byte[] manifest, CancellationToken cancellationToken)
    {
        var scope = RegistryScope.Push(image.Repository);
        if (await caller.CallAsync(new FindManifest(image.Repository, selector) { Scope = scope }, cancellationToken).ConfigureAwait(false) == image.Digest)
            return;
        progress.Step(selector == image.Digest ? "Pushing the manifest" : $"Tagging {selector}");
        await caller.CallAsync(new PutManifest(image.Repository, selector, mediaType, manifest) { Scope = scope }, cancellationToken).ConfigureAwait(false);
    }
}
