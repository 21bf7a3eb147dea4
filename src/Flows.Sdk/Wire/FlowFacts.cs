using System.Text.Json;

namespace Flows.Wire;

/// <summary>What Flows adds to a flow document under the key <c>flows</c>.</summary>
public sealed record FlowFacts
{
    /// <summary>The hash of the graph, which a run compares with the graph of the program it starts from.</summary>
    public string? GraphHash { get; init; }

    /// <summary>The version of Flows.Sdk that registered the flow.</summary>
    public string? SdkVersion { get; init; }

    /// <summary>The file of the program, for example <c>HelloFlow.dll</c>.</summary>
    public string? Assembly { get; init; }

    /// <summary>Names the content of the stored program, so that the document changes with it. <value>The default is null: not known.</value></summary>
    public string? ContentDigest { get; init; }

    /// <summary>Tags under which people find the image; runs use its digest. <value>The default is null: no image.</value></summary>
    public IReadOnlyList<string>? ImageTags { get; init; }

    /// <summary>A JSON schema for each parameter, by name. <value>The default is null: none is known.</value></summary>
    public IReadOnlyDictionary<string, JsonElement>? ParameterSchemas { get; init; }
}
