using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Flows.Docker.Images;

/// <summary>Points at a blob or document by digest.</summary>
internal sealed record ImageDescriptor
{
    public string MediaType { get; init; } = "";

    public long Size { get; init; }

    public string Digest { get; init; } = "";

    /// <summary>In an index: whom the manifest is for.</summary>
    public PlatformDocument? Platform { get; init; }
}

/// <summary>A platform as it stands in an index.</summary>
internal sealed record PlatformDocument
{
    public string Architecture { get; init; } = "";

    public string Os { get; init; } = "";

    public string? Variant { get; init; }

    public ImagePlatform ToPlatform() => new(Os, Architecture, Variant);
}

/// <summary>An image: its config and its layers, lowest first.</summary>
internal sealed record ImageManifest
{
    public int SchemaVersion { get; init; }

    public string? MediaType { get; init; }

    public ImageDescriptor? Config { get; init; }

    public IReadOnlyList<ImageDescriptor>? Layers { get; init; }

    /// <summary>The exact bytes that are pushed and hashed.</summary>
    public byte[] ToBytes() => JsonSerializer.SerializeToUtf8Bytes(this, ImageJson.Context.ImageManifest);
}

/// <summary>One image for several platforms.</summary>
internal sealed record ImageIndex
{
    public IReadOnlyList<ImageDescriptor>? Manifests { get; init; }
}

/// <summary>JSON of images: compact, members in the order of declaration, no escapes that hashes could trip over.</summary>
internal static class ImageJson
{
    public static JsonSerializerOptions Options { get; } = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    public static ImageJsonContext Context { get; } = new(new JsonSerializerOptions(Options));
}

[JsonSerializable(typeof(ImageManifest))]
[JsonSerializable(typeof(ImageIndex))]
[JsonSerializable(typeof(BaseImageFacts))]
[JsonSerializable(typeof(BuiltLayer))]
[JsonSerializable(typeof(ImageFacts))]
[JsonSerializable(typeof(IReadOnlyList<string>))]
internal sealed partial class ImageJsonContext : JsonSerializerContext;
