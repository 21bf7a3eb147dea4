using Flows.Docker.Images;
using Flows.Docker.Registry;
using Flows.Storage;

namespace Flows.Docker.Engine;

/// <summary>Words what an engine says of a registry in the sentences that the direct way uses too.</summary>
internal static class EngineFailures
{
    private static readonly string[] Unknown = ["unauthorized", "authentication required", "no basic auth", "incorrect username or password"];
    private static readonly string[] Forbidden = ["denied", "forbidden", "insufficient_scope"];
    private static readonly string[] Missing = ["manifest unknown", "not found", "no such image", "repository does not exist"];

    /// <summary>A pull of the base image failed.</summary>
    public static FlowStorageException Pull(ImageReference image, string? userName, string text)
    {
        if (Has(text, Unknown))
            return RegistryFailures.Refused(image.Registry, userName, $"read the image {image}");
        return Has(text, Missing)
            ? new($"The base image {image} is neither in its registry nor in the Docker engine: check DockerStorage.BaseImage, or set docker.base_image (FLOWS__DOCKER__BASE_IMAGE).")
            : new($"The Docker engine cannot pull the base image {image} ({text}): check the name and the network, or set docker.base_image.");
    }

    /// <summary>A push failed.</summary>
    public static FlowStorageException Push(ImageReference image, string? userName, string text)
    {
        if (Has(text, Unknown))
            return RegistryFailures.Refused(image.Registry, userName, $"take an image for {image.Repository}");
        return Has(text, Forbidden)
            ? RegistryFailures.Denied(image.Registry, userName, $"take an image for {image.Repository}", "")
            : new($"The Docker engine cannot push to {image.Name} ({text}): check RegistryUrl, the network, and the engine's insecure-registries if the registry speaks plain HTTP.");
    }

    private static bool Has(string text, string[] words) => words.Any(w => text.Contains(w, StringComparison.OrdinalIgnoreCase));
}
