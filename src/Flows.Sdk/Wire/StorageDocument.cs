using System.Text.Json.Serialization;

namespace Flows.Wire;

/// <summary>A storage as it stands in a flow document (contract section 1.8).</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type", UnknownDerivedTypeHandling = JsonUnknownDerivedTypeHandling.FallBackToBaseType)]
[JsonDerivedType(typeof(DockerStorageDocument), "Docker")]
[JsonDerivedType(typeof(LocalStorageDocument), "Local")]
public record StorageDocument
{
    /// <summary>Where each flow is, by flow name.</summary>
    public IReadOnlyDictionary<string, string> Flows { get; init; } = new Dictionary<string, string>();

    /// <summary>Names of secrets that are fetched before the flow is loaded.</summary>
    public IReadOnlyList<string> Secrets { get; init; } = [];

    /// <summary>The version of the protocol.</summary>
    [JsonPropertyName("__version__")]
    public string Version { get; init; } = WireConstants.CoreVersion;
}

/// <summary>A flow in a container image.</summary>
public sealed record DockerStorageDocument : StorageDocument
{
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
    /// <summary>The folder.</summary>
    public string? Directory { get; init; }

    /// <summary>Unused by .NET programs; kept for the protocol.</summary>
    public string? Path { get; init; }

    /// <summary>Unused by .NET programs; kept for the protocol.</summary>
    public bool StoredAsScript { get; init; }
}
