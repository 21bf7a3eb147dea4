using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Flows.Wire;

/// <summary>A run config of a kind that only the original has, kept as it was read.</summary>
public sealed record UnknownRunConfigDocument : RunConfigDocument
{
    internal UnknownRunConfigDocument(string type, JsonElement content)
    {
        (Type, Content) = (type, content);
        if (content.TryGetProperty("labels", out var labels) && labels.ValueKind == JsonValueKind.Array)
            Labels = [.. labels.EnumerateArray().Select(l => l.ToString())];
    }

    /// <inheritdoc/>
    public override string Type { get; }

    /// <summary>The whole document.</summary>
    public JsonElement Content { get; }
}

internal sealed class RunConfigDocumentConverter : KindConverter<RunConfigDocument>
{
    protected override string What => "run config";

    protected override JsonTypeInfo? Find(string kind) => kind switch
    {
        "UniversalRun" => WireJson.Default.UniversalRunDocument,
        "LocalRun" => WireJson.Default.LocalRunDocument,
        "DockerRun" => WireJson.Default.DockerRunDocument,
        "ECSRun" => WireJson.Default.EcsRunDocument,
        "KubernetesRun" => WireJson.Default.KubernetesRunDocument,
        _ => null,
    };

    protected override RunConfigDocument Keep(string kind, JsonElement json) => new UnknownRunConfigDocument(kind, json);

    protected override JsonElement? Kept(RunConfigDocument document) => (document as UnknownRunConfigDocument)?.Content;
}
