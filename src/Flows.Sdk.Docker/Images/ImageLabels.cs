namespace Flows.Docker.Images;

/// <summary>Labels of our images.</summary>
internal static class ImageLabels
{
    public const string FlowName = "io.flows.flow-name";
    public const string ContentDigest = "io.flows.content-digest";
    public const string BaseName = "org.opencontainers.image.base.name";
    public const string BaseDigest = "org.opencontainers.image.base.digest";
}
