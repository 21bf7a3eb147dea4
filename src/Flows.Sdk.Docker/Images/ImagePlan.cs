using Flows.Storage;

namespace Flows.Docker.Images;

/// <summary>An image that is to be made and pushed.</summary>
internal sealed record ImagePlan
{
    /// <summary>The repository to push to; its tag and digest are not set.</summary>
    public required ImageReference Target { get; init; }

    /// <summary>A tag that the user wants beside the content's own; null for none.</summary>
    public required string? Tag { get; init; }

    /// <summary>The image to build on.</summary>
    public required ImageReference Base { get; init; }

    /// <summary>The machine that the image is for; null leaves it to the builder.</summary>
    public required ImagePlatform? Platform { get; init; }

    /// <summary>The program.</summary>
    public required ImageProgram Program { get; init; }

    /// <summary>More files: by path in the image, the path on this machine.</summary>
    public required IReadOnlyDictionary<string, string> Files { get; init; }

    /// <summary>Variables to set.</summary>
    public required IReadOnlyDictionary<string, string> Environment { get; init; }

    /// <summary>The flow's name.</summary>
    public required string FlowName { get; init; }

    /// <summary>What the image comes to on a base with these layers on top.</summary>
    public ImageFacts Describe(string baseDigest, IReadOnlyList<BuiltLayer> layers) => new()
    {
        Base = baseDigest,
        Layers = [.. layers.Select(l => l.DiffId)],
        Environment = [.. Environment.Select(v => $"{v.Key}={v.Value}").Order(StringComparer.Ordinal)],
        Command = [.. Program.Start, "execute", "flow-run"],
        WorkingFolder = ImageProgram.Folder,
        Labels = new SortedDictionary<string, string>(StringComparer.Ordinal)
        {
            [ImageLabels.FlowName] = FlowName,
            [ImageLabels.BaseName] = Base.ToString(),
            [ImageLabels.BaseDigest] = baseDigest,
        },
    };

    /// <summary>The tags to push: the content's own, then the user's.</summary>
    public IReadOnlyList<string> TagsFor(string contentDigest) => Tag is null || Tag == contentDigest[..12] ? [contentDigest[..12]] : [contentDigest[..12], Tag];
}

/// <summary>An image in a registry.</summary>
/// <param name="Image">By digest.</param>
/// <param name="Tags">The tags that it was pushed under.</param>
internal sealed record PushedImage(ImageReference Image, IReadOnlyList<string> Tags);

/// <summary>A way to make an image and to push it.</summary>
internal interface IImageMaker
{
    /// <summary>Makes and pushes; the manifest goes last, so that nothing half-pushed can be referred to.</summary>
    /// <exception cref="FlowStorageException">It cannot; the message says why and the way out.</exception>
    Task<PushedImage> MakeAsync(ImagePlan plan, CancellationToken cancellationToken);
}
