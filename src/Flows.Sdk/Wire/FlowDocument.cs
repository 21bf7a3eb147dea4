using System.Text.Json;
using System.Text.Json.Serialization;

namespace Flows.Wire;

/// <summary>A flow as it is registered (contract section 1.2). Lists are kept sorted; unknown keys are ignored when it is read.</summary>
public sealed record FlowDocument
{
    /// <summary>The flow's name.</summary>
    public required string Name { get; init; }

    /// <summary>The qualified name of the flow's class in the protocol's own language. <value>The default is <c>prefect.core.flow.Flow</c>.</value></summary>
    public string Type { get; init; } = "prefect.core.flow.Flow";

    /// <summary>When runs are made (contract section 1.7). <value>The default is null: only on demand.</value></summary>
    public JsonElement? Schedule { get; init; }

    /// <summary>The parameters, sorted by slug. Each also stands among <see cref="Tasks"/>.</summary>
    public IReadOnlyList<ParameterDocument> Parameters { get; init => field = Sorted.By(value, p => p.Slug); } = [];

    /// <summary>The tasks, sorted by slug; the parameters are among them.</summary>
    public IReadOnlyList<TaskDocument> Tasks { get; init => field = Sorted.By(value, t => t.Slug); } = [];

    /// <summary>The edges, sorted by upstream slug, downstream slug and key.</summary>
    public IReadOnlyList<EdgeDocument> Edges { get; init => field = EdgeDocument.Sort(value); } = [];

    /// <summary>The tasks that decide how a run ends. <value>Empty by default: the tasks that nothing depends on.</value></summary>
    public IReadOnlyList<TaskReferenceDocument> ReferenceTasks { get; init => field = Sorted.By(value, t => t.Slug); } = [];

    /// <summary>How agents start a run. <value>The default is null: any agent, its own way.</value></summary>
    public RunConfigDocument? RunConfig { get; init; }

    /// <summary>The version of the protocol.</summary>
    [JsonPropertyName("__version__")]
    public string Version { get; init; } = WireConstants.CoreVersion;

    /// <summary>Where the program is.</summary>
    public StorageDocument? Storage { get; init; }

    /// <summary>What only Flows knows of the flow: one extra key, which the original ignores; null for a flow of the original.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public FlowFacts? Flows { get; init; }

    /// <summary>Reads a document.</summary>
    /// <param name="json">The JSON.</param>
    /// <returns>The document.</returns>
    /// <exception cref="JsonException">It is not a flow; the message names the key.</exception>
    public static FlowDocument FromJson(JsonElement json) =>
        json.Deserialize(WireJson.Default.FlowDocument) ?? throw new JsonException("A flow document is an object, not null.");

    /// <summary>The document as JSON.</summary>
    /// <returns>The JSON.</returns>
    public JsonElement ToJson() => JsonSerializer.SerializeToElement(this, WireJson.Default.FlowDocument);

    /// <summary>Names the content: SHA-256, in lower-case hex, of the canonical JSON. Equal documents have equal hashes.</summary>
    /// <returns>64 hex digits.</returns>
    public string SerializedHash() => HashOf(ToJson());

    /// <summary>The same of a flow that is there as JSON.</summary>
    /// <param name="flow">The flow.</param>
    /// <returns>64 hex digits.</returns>
    public static string HashOf(JsonElement flow) => CanonicalJson.Hash(flow);
}
