using System.Text.Json;
using Flows.Docker.Images;
using Flows.Storage;

namespace Flows.Docker.Registry;

/// <summary>Reads base images from their registries: what they are made of, their layers, and what matters of their file systems.</summary>
internal sealed class BaseImageReader(Registries registries, BlobCache cache, IStorageProgress progress, TimeProvider timeProvider)
{
    /// <summary>Finds the image for a platform.</summary>
    /// <exception cref="FlowStorageException">It is not there, or not for this platform.</exception>
    public async Task<BaseImage> ReadAsync(ImageReference image, ImagePlatform platform, CancellationToken cancellationToken)
    {
        var caller = await registries.OpenAsync(image.Registry, cancellationToken).ConfigureAwait(false);
        var stored = await GetAsync(caller, image, image.Selector, cancellationToken).ConfigureAwait(false);
        if (MediaTypes.IsIndex(stored.MediaType))
            stored = await GetAsync(caller, image, Choose(image, stored, platform), cancellationToken).ConfigureAwait(false);
        var manifest = Parse(image, stored);
        var config = ParseConfig(image, await ReadConfigAsync(caller, image, manifest.Config!, cancellationToken).ConfigureAwait(false));
        return platform.Accepts(config.Platform)
            ? new(image, manifest, stored.MediaType, stored.Digest, config)
            : throw new FlowStorageException($"The base image {image} is for {config.Platform} and not for {platform}: choose another, or set DockerStorage.Platform.");
    }

    /// <summary>What matters of the file system; it is looked through once.</summary>
    /// <exception cref="FlowStorageException">It cannot be looked through.</exception>
    public async Task<BaseImageFacts> InspectAsync(BaseImage image, CancellationToken cancellationToken)
    {
        var key = Sha256Digest.Hex(image.Digest);
        if (await cache.ReadNoteAsync(BaseImageFacts.CacheKind, key, ImageJson.Context.BaseImageFacts, cancellationToken).ConfigureAwait(false) is { } known)
            return known;
        progress.Step($"Inspecting the base image {image.Reference}");
        var tree = new ImageTree();
        foreach (var layer in image.Layers)
        {
            await EnsureLayerAsync(image, layer, cancellationToken).ConfigureAwait(false);
            tree.Apply(await ListAsync(image, layer, cancellationToken).ConfigureAwait(false));
        }
        var facts = BaseImageFacts.From(tree, image.Config.Environment);
        await cache.WriteNoteAsync(BaseImageFacts.CacheKind, key, JsonSerializer.SerializeToUtf8Bytes(facts, ImageJson.Context.BaseImageFacts), cancellationToken).ConfigureAwait(false);
        return facts;
    }

    /// <summary>Brings a layer into the cache, verified.</summary>
    /// <exception cref="FlowStorageException">The registry has another content under this digest, or none.</exception>
    public async Task EnsureLayerAsync(BaseImage image, ImageDescriptor layer, CancellationToken cancellationToken)
    {
        if (cache.Has(layer.Digest, layer.Size))
            return;
        progress.Step($"Pulling base layer {ShortName(layer)}");
        var caller = await registries.OpenAsync(image.Reference.Registry, cancellationToken).ConfigureAwait(false);
        var operation = new GetBlob(image.Reference.Repository, layer.Digest, Receive) { Scope = RegistryScope.Pull(image.Reference.Repository) };
        try
        {
            if (!await caller.CallAsync(operation, cancellationToken).ConfigureAwait(false))
                throw new FlowStorageException($"The registry {caller.Host} has lost a layer of the base image {image.Reference}: push that image again, or choose another.");
        }
        catch (DigestMismatchException e)
        {
            throw new FlowStorageException($"The registry {caller.Host} sent a damaged layer of the base image {image.Reference} ({e.Message}): try again, or choose another image.", e);
        }

        Task Receive(Stream content) => cache.AddAsync(
            async file =>
            {
                using var guard = new StallGuard(timeProvider, cancellationToken);
                await guard.CopyAsync(content, file, done => progress.Bytes(ShortName(layer), done, layer.Size)).ConfigureAwait(false);
            },
            layer.Digest,
            cancellationToken);
    }

    /// <summary>A layer's name for people: the first digits of its digest, as docker shows it.</summary>
    public static string ShortName(ImageDescriptor layer) => Sha256Digest.Hex(layer.Digest)[..12];

    private static async Task<StoredManifest> GetAsync(RegistryCaller caller, ImageReference image, string selector, CancellationToken cancellationToken)
    {
        var operation = new GetManifest(image.Repository, selector) { Scope = RegistryScope.Pull(image.Repository) };
        var stored = await caller.CallAsync(operation, cancellationToken).ConfigureAwait(false)
            ?? throw new FlowStorageException(
                $"The base image {image} is not in the registry {caller.Host}: check DockerStorage.BaseImage, or set docker.base_image (FLOWS__DOCKER__BASE_IMAGE).");
        return !Sha256Digest.IsValid(selector) || stored.Digest == selector
            ? stored
            : throw new FlowStorageException($"The registry {caller.Host} sent another manifest than {selector} for the base image {image}: try again, or choose another image.");
    }

    private static string Choose(ImageReference image, StoredManifest stored, ImagePlatform platform)
    {
        var manifests = Deserialize(image, stored.Content, ImageJson.Context.ImageIndex).Manifests ?? [];
        var known = manifests.Where(m => m.Platform is not null && Sha256Digest.IsValid(m.Digest)).ToList();
        return known.FirstOrDefault(m => platform.Accepts(m.Platform!.ToPlatform()))?.Digest
            ?? throw new FlowStorageException(
                $"The base image {image} is not made for {platform} but for {string.Join(", ", known.Select(m => m.Platform!.ToPlatform()))}: choose another, or set DockerStorage.Platform.");
    }

    private static ImageManifest Parse(ImageReference image, StoredManifest stored)
    {
        if (!MediaTypes.IsManifest(stored.MediaType))
            throw new FlowStorageException($"The base image {image} is stored in an old or unknown format ('{stored.MediaType}'): push it again with a current tool.");
        var manifest = Deserialize(image, stored.Content, ImageJson.Context.ImageManifest);
        var parts = (manifest.Layers ?? []).Append(manifest.Config ?? new());
        return parts.All(p => Sha256Digest.IsValid(p.Digest)) ? manifest : throw new FlowStorageException($"The manifest of the base image {image} is damaged: push that image again, or choose another.");
    }

    private static async Task<byte[]> ReadConfigAsync(RegistryCaller caller, ImageReference image, ImageDescriptor config, CancellationToken cancellationToken)
    {
        var operation = new GetDocument(image.Repository, config.Digest) { Scope = RegistryScope.Pull(image.Repository) };
        var bytes = await caller.CallAsync(operation, cancellationToken).ConfigureAwait(false);
        return bytes is not null && Sha256Digest.Of(bytes) == config.Digest
            ? bytes
            : throw new FlowStorageException($"The registry {caller.Host} has no or another config for the base image {image}: push that image again, or choose another.");
    }

    private static ImageConfig ParseConfig(ImageReference image, byte[] json)
    {
        try
        {
            return ImageConfig.Parse(json);
        }
        catch (JsonException e)
        {
            throw new FlowStorageException($"The config of the base image {image} is damaged: push that image again, or choose another.", e);
        }
    }

    private static T Deserialize<T>(ImageReference image, byte[] json, System.Text.Json.Serialization.Metadata.JsonTypeInfo<T> type)
        where T : class
    {
        try
        {
            return JsonSerializer.Deserialize(json, type) ?? throw new JsonException("null");
        }
        catch (JsonException e)
        {
            throw new FlowStorageException($"The manifest of the base image {image} is damaged: push that image again, or choose another.", e);
        }
    }

    private async Task<IReadOnlyList<ListedEntry>> ListAsync(BaseImage image, ImageDescriptor layer, CancellationToken cancellationToken)
    {
        try
        {
            var content = cache.OpenRead(layer.Digest);
            await using (content.ConfigureAwait(false))
                return await LayerListing.ReadAsync(content, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (e is InvalidDataException or FormatException)
        {
            throw new FlowStorageException($"The base image {image.Reference} cannot be inspected ({e.Message}): choose another, or use Builder = ImageBuilder.Engine.", e);
        }
    }
}
