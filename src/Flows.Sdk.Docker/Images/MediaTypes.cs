namespace Flows.Docker.Images;

/// <summary>The kinds of documents and blobs in a registry, of Docker's format and of OCI's.</summary>
internal static class MediaTypes
{
    public const string DockerManifest = "application/vnd.docker.distribution.manifest.v2+json";
    public const string DockerIndex = "application/vnd.docker.distribution.manifest.list.v2+json";
    public const string DockerConfig = "application/vnd.docker.container.image.v1+json";
    public const string DockerLayer = "application/vnd.docker.image.rootfs.diff.tar.gzip";
    public const string OciManifest = "application/vnd.oci.image.manifest.v1+json";
    public const string OciIndex = "application/vnd.oci.image.index.v1+json";
    public const string OciConfig = "application/vnd.oci.image.config.v1+json";
    public const string OciLayer = "application/vnd.oci.image.layer.v1.tar+gzip";

    /// <summary>What a registry is asked for.</summary>
    public static IReadOnlyList<string> Manifests { get; } = [OciManifest, DockerManifest, OciIndex, DockerIndex];

    public static bool IsIndex(string mediaType) => mediaType is DockerIndex or OciIndex;

    public static bool IsManifest(string mediaType) => mediaType is DockerManifest or OciManifest;

    /// <summary>The config type that goes with a manifest type.</summary>
    public static string ConfigOf(string manifest) => manifest == OciManifest ? OciConfig : DockerConfig;

    /// <summary>The type of a compressed layer that goes with a manifest type.</summary>
    public static string LayerOf(string manifest) => manifest == OciManifest ? OciLayer : DockerLayer;
}
