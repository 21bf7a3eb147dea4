using System.Text.Json;
using System.Text.Json.Nodes;
using Flows.Wire;

namespace Flows.Cli.Registering;

/// <summary>A flow document as it came, of Flows or of the original: what this tool does not know of it stays as it is.</summary>
internal static class FlowText
{
    public static string NameOf(JsonElement flow) =>
        flow.ValueKind == JsonValueKind.Object && flow.TryGetProperty("name", out var name) && name.GetString() is { Length: > 0 } text ? text : "";

    /// <summary>The same flow with more labels in its run config.</summary>
    public static JsonElement WithLabels(JsonElement flow, IReadOnlyList<string> labels)
    {
        if (labels.Count == 0) return flow;
        var json = JsonNode.Parse(flow.GetRawText())!.AsObject();
        json["run_config"] ??= JsonNode.Parse(new UniversalRunDocument().ToJson().GetRawText());
        var own = json["run_config"]!["labels"]?.AsArray().Select(l => l!.ToString()) ?? [];
        json["run_config"]!["labels"] = new JsonArray([.. own.Concat(labels).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).Select(l => JsonValue.Create(l))]);
        return JsonElement.Parse(json.ToJsonString());
    }

    /// <summary>Names the content: the key under which a server knows that nothing has changed.</summary>
    public static string KeyOf(JsonElement flow) => FlowDocument.HashOf(flow);
}
