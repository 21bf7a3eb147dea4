using System.Text.Json;
using Flows.Docker.Images;
using Flows.Storage;

namespace Flows.Docker.Registry;

/// <summary>Finds an image that was pushed before for the same content.</summary>
internal sealed class PushedImages(Registries registries)
{
    /// <summary>Looks behind the content's tag, believes only the label with the whole digest, and sets the other tags.</summary>
    /// <returns>The image by digest; null when it is not there, or the registry can only be reached by the engine.</returns>
    public async Task<ImageReference?> FindAsync(ImageReference target, string contentDigest, IReadOnlyList<string> tags, CancellationToken cancellationToken)
    {
        try
        {
            var caller = await registries.OpenAsync(target.Registry, cancellationToken).ConfigureAwait(false);
            var scope = RegistryScope.Push(target.Repository);
            var stored = await caller.CallAsync(new GetManifest(target.Repository, tags[0]) { Scope = scope }, cancellationToken).ConfigureAwait(false);
            if (stored is null || !await HasContentAsync(caller, target, stored, contentDigest, cancellationToken).ConfigureAwait(false))
                return null;
            foreach (var tag in tags.Skip(1))
                await caller.CallAsync(new PutManifest(target.Repository, tag, stored.MediaType, stored.Content) { Scope = scope }, cancellationToken).ConfigureAwait(false);
            return target.WithDigest(stored.Digest);
        }
        catch (Exception e) when (e is FlowStorageException or JsonException)
        {
            return null; // The engine pushes then, and tells what is wrong.
        }
    }

    private static async Task<bool> HasContentAsync(RegistryCaller caller, ImageReference target, StoredManifest stored, string contentDigest, CancellationToken cancellationToken)
    {
        var config = MediaTypes.IsManifest(stored.MediaType) ? JsonSerializer.Deserialize(stored.Content, ImageJson.Context.ImageManifest)?.Config?.Digest : null;
        if (!Sha256Digest.IsValid(config))
            return false;
        var json = await caller.CallAsync(new GetDocument(target.Repository, config!) { Scope = RegistryScope.Push(target.Repository) }, cancellationToken).ConfigureAwait(false);
        return json is not null && Sha256Digest.Of(json) == config && ImageConfig.Parse(json).Label(ImageLabels.ContentDigest) == contentDigest;
    }
}
