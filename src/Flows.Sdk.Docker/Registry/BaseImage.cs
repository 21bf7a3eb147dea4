using Flows.Docker.Images;

namespace Flows.Docker.Registry;

/// <summary>A base image in its registry, for one platform.</summary>
/// <param name="Reference">As the user named it.</param>
/// <param name="Manifest">Its config and layers.</param>
/// <param name="MediaType">The manifest's type.</param>
/// <param name="Digest">The manifest's digest.</param>
/// <param name="Config">Its config document.</param>
internal sealed record BaseImage(ImageReference Reference, ImageManifest Manifest, string MediaType, string Digest, ImageConfig Config)
{
    public IReadOnlyList<ImageDescriptor> Layers => Manifest.Layers!;
}
