using System.Text.Json;

namespace Flows.Docker.Images;

/// <summary>All that makes an image what it is. Its hash names the content, however it was built.</summary>
internal sealed record ImageFacts
{
    /// <summary>The digest of the base image's manifest, or its id in an engine.</summary>
    public required string Base { get; init; }

    /// <summary>The digests of the added archives, uncompressed, so that the compressor does not matter.</summary>
    public required IReadOnlyList<string> Layers { get; init; }

    /// <summary><c>NAME=value</c>, sorted.</summary>
    public required IReadOnlyList<string> Environment { get; init; }

    public required IReadOnlyList<string> Command { get; init; }

    public required string WorkingFolder { get; init; }

    public required IReadOnlyDictionary<string, string> Labels { get; init; }

    /// <summary>The labels of the finished image: these, and the digest of all of this.</summary>
    public IReadOnlyDictionary<string, string> LabelsWith(string contentDigest) =>
        new SortedDictionary<string, string>(Labels.ToDictionary(), StringComparer.Ordinal) { [ImageLabels.ContentDigest] = contentDigest };

    /// <summary>Lower-case hex SHA-256.</summary>
    public string ComputeDigest() => Sha256Digest.Hex(Sha256Digest.Of(JsonSerializer.SerializeToUtf8Bytes(this, ImageJson.Context.ImageFacts)));
}
