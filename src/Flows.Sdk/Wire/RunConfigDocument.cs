using System.Text.Json;
using System.Text.Json.Serialization;

namespace Flows.Wire;

/// <summary>How an agent is to start a run (contract section 1.9). All keys are always written.</summary>
[JsonConverter(typeof(RunConfigDocumentConverter))]
public abstract record RunConfigDocument
{
    private protected RunConfigDocument() { }

    /// <summary>The kind, for example <c>ECSRun</c>.</summary>
    public abstract string Type { get; }

    /// <summary>Environment variables for the run. <value>The default is null: none.</value></summary>
    [JsonConverter(typeof(TextMapConverter))]
    public IReadOnlyDictionary<string, string>? Env { get; init; }

    /// <summary>The run goes only to an agent that has all of these; sorted. <value>Empty by default.</value></summary>
    public IReadOnlyList<string> Labels { get; init => field = Sorted.Words(value); } = [];

    /// <summary>The version of the protocol.</summary>
    [JsonPropertyName("__version__")]
    public string Version { get; init; } = WireConstants.CoreVersion;

    /// <summary>Reads a document.</summary>
    /// <param name="json">The JSON.</param>
    /// <returns>The document; an <see cref="UnknownRunConfigDocument"/> for a kind that is not known here.</returns>
    /// <exception cref="JsonException">It is not a run config.</exception>
    public static RunConfigDocument FromJson(JsonElement json) =>
        json.Deserialize(WireJson.Default.RunConfigDocument) ?? throw new JsonException("A run config document is an object, not null.");

    /// <summary>The document as JSON.</summary>
    /// <returns>The JSON.</returns>
    public JsonElement ToJson() => JsonSerializer.SerializeToElement(this, WireJson.Default.RunConfigDocument);
}

/// <summary>Any agent starts the run in its own way.</summary>
public sealed record UniversalRunDocument : RunConfigDocument
{
    /// <inheritdoc/>
    public override string Type => "UniversalRun";
}

/// <summary>A local agent starts the run as a process.</summary>
public sealed record LocalRunDocument : RunConfigDocument
{
    /// <inheritdoc/>
    public override string Type => "LocalRun";

    /// <summary>The folder to start in. <value>The default is null: the agent's.</value></summary>
    public string? WorkingDir { get; init; }
}

/// <summary>A Docker agent starts the run as a container.</summary>
public sealed record DockerRunDocument : RunConfigDocument
{
    /// <inheritdoc/>
    public override string Type => "DockerRun";

    /// <summary>The image, when the storage is none. <value>The default is null.</value></summary>
    public string? Image { get; init; }

    /// <summary>Ports to expose. <value>The default is null.</value></summary>
    public IReadOnlyList<int>? Ports { get; init; }

    /// <summary>Settings for the Docker engine's host config, in its own words. <value>The default is null.</value></summary>
    public JsonElement? HostConfig { get; init; }
}
