using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Flows.Wire;

/// <summary>Where a flow's program is, as it stands in the flow document (contract section 1.8).</summary>
[JsonConverter(typeof(StorageDocumentConverter))]
public abstract record StorageDocument
{
    private protected StorageDocument() { }

    /// <summary>The kind, for example <c>Docker</c>.</summary>
    public abstract string Type { get; }

    /// <summary>Where each flow is, by flow name.</summary>
    public IReadOnlyDictionary<string, string> Flows { get; init; } = new Dictionary<string, string>();

    /// <summary>Names of secrets that are fetched before the flow is loaded.</summary>
    public IReadOnlyList<string> Secrets { get; init; } = [];

    /// <summary>The version of the protocol.</summary>
    [JsonPropertyName("__version__")]
    public string Version { get; init; } = WireConstants.CoreVersion;

    /// <summary>Reads a document.</summary>
    /// <param name="json">The JSON.</param>
    /// <returns>The document; an <see cref="UnknownStorageDocument"/> for a kind that is not known here.</returns>
    /// <exception cref="JsonException">It is not a storage.</exception>
    public static StorageDocument FromJson(JsonElement json) =>
        json.Deserialize(WireJson.Default.StorageDocument) ?? throw new JsonException("A storage document is an object, not null.");

    /// <summary>The document as JSON.</summary>
    /// <returns>The JSON.</returns>
    public JsonElement ToJson() => JsonSerializer.SerializeToElement(this, WireJson.Default.StorageDocument);
}

/// <summary>A flow in a container image.</summary>
public sealed record DockerStorageDocument : StorageDocument
{
    /// <inheritdoc/>
    public override string Type => "Docker";

    /// <summary>The registry, for example <c>registry.example.com/team</c>.</summary>
    public string? RegistryUrl { get; init; }

    /// <summary>The repository. With <see cref="ImageTag"/> it forms <c>name:tag</c>; for a digest it ends in <c>@sha256</c> and the tag is the hex digest.</summary>
    public string? ImageName { get; init; }

    /// <summary>The tag, or the hex digits of the digest.</summary>
    public string? ImageTag { get; init; }

    /// <summary>Unused by .NET programs; kept for the protocol.</summary>
    public string? Path { get; init; }

    /// <summary>Unused by .NET programs; kept for the protocol.</summary>
    public bool StoredAsScript { get; init; }

    /// <summary>The protocol's version.</summary>
    public string PrefectVersion { get; init; } = WireConstants.CoreVersion;
}

/// <summary>A flow in a folder of the machine that registered it.</summary>
public sealed record LocalStorageDocument : StorageDocument
{
    /// <inheritdoc/>
    public override string Type => "Local";

    /// <summary>The folder.</summary>
    public string? Directory { get; init; }

    /// <summary>Unused by .NET programs; kept for the protocol.</summary>
    public string? Path { get; init; }

    /// <summary>Unused by .NET programs; kept for the protocol.</summary>
    public bool StoredAsScript { get; init; }
}

/// <summary>A flow in a program that is already where runs start it; nothing is stored.</summary>
public sealed record ModuleStorageDocument : StorageDocument
{
    /// <inheritdoc/>
    public override string Type => "Module";

    /// <summary>The program: the assembly of a .NET program, or a module of the original's language.</summary>
    public string? Module { get; init; }

    /// <summary>Whether a module is the assembly of a .NET program.</summary>
    /// <param name="module">The module.</param>
    /// <returns>Whether it is one.</returns>
    public static bool IsProgram(string? module) => module?.EndsWith(".dll", StringComparison.OrdinalIgnoreCase) ?? false;
}

/// <summary>A storage of a kind that only the original has, kept as it was read.</summary>
public sealed record UnknownStorageDocument : StorageDocument
{
    internal UnknownStorageDocument(string type, JsonElement content) => (Type, Content) = (type, content);

    /// <inheritdoc/>
    public override string Type { get; }

    /// <summary>The whole document.</summary>
    public JsonElement Content { get; }
}

internal sealed class StorageDocumentConverter : KindConverter<StorageDocument>
{
    protected override string What => "storage";

    protected override JsonTypeInfo? Find(string kind) => kind switch
    {
        "Docker" => WireJson.Default.DockerStorageDocument,
        "Local" => WireJson.Default.LocalStorageDocument,
        "Module" => WireJson.Default.ModuleStorageDocument,
        _ => null,
    };

    protected override StorageDocument Keep(string kind, JsonElement json) => new UnknownStorageDocument(kind, json);

    protected override JsonElement? Kept(StorageDocument document) => (document as UnknownStorageDocument)?.Content;
}
