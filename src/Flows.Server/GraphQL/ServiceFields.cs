using System.Text.Json;
using System.Text.Json.Nodes;
using Flows.Server.Errors;
using Flows.Server.Queries;
using Flows.Wire;

namespace Flows.Server.GraphQL;

/// <summary>Root fields that tell about the server and need no table.</summary>
internal sealed class ServiceFields(FieldCollector fields)
{
    /// <summary>The members of <c>api</c>, in the words of Prefect Server, as JSON.</summary>
    private static readonly Dictionary<string, string> Api = new(StringComparer.Ordinal)
    {
        ["backend"] = "\"SERVER\"",
        ["mode"] = "\"normal\"",
        ["version"] = JsonSerializer.Serialize(FlowsServer.Version),
        ["core_version"] = $"\"{WireConstants.CoreVersion}\"",
        ["release_timestamp"] = "null",
    };

    private static readonly Dictionary<string, string> Reference = new(StringComparer.Ordinal)
    {
        ["state_hierarchy"] = ReferenceData.Hierarchy,
        ["state_info"] = ReferenceData.Info,
    };

    public RootQuery? Find(FieldGroup group, string path) => group.Name switch
    {
        "hello" => new JsonRoot(group.Key, "\"👋\""),
        "api" => new JsonRoot(group.Key, Members(group, "api_info", Api, path)),
        "reference_data" => new JsonRoot(group.Key, Members(group, "reference_data", Reference, path)),
        _ => null,
    };

    private string Members(FieldGroup group, string type, Dictionary<string, string> values, string path)
    {
        if (!group.HasSelections) throw RequestException.Invalid($"missing selection set for \"{group.Name}\"", path);
        var answer = new JsonObject();
        foreach (var field in fields.Below(group, type))
            answer[field.Key] = field.Name == "__typename" ? type
                : values.TryGetValue(field.Name, out var json) ? JsonNode.Parse(json)
                : throw RequestException.Invalid($"field \"{field.Name}\" not found in type: '{type}'", path);
        return answer.ToJsonString();
    }
}
