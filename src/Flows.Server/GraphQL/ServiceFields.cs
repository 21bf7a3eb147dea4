using System.Text.Json.Nodes;
using Flows.Server.Errors;
using Flows.Server.Queries;

namespace Flows.Server.GraphQL;

/// <summary>Root fields that tell about the server and need no table.</summary>
internal sealed class ServiceFields(FieldCollector fields)
{
    /// <summary>The members of <c>api</c>, in the words of Prefect Server.</summary>
    private static readonly Dictionary<string, string?> Api = new(StringComparer.Ordinal)
    {
        ["backend"] = "SERVER",
        ["mode"] = "normal",
        ["version"] = FlowsServer.Version,
        ["core_version"] = Wire.WireConstants.CoreVersion,
        ["release_timestamp"] = null,
    };

    public RootQuery? Find(FieldGroup group, string path) => group.Name switch
    {
        "hello" => new JsonRoot(group.Key, "\"👋\""),
        "api" => new JsonRoot(group.Key, ApiFields(group, path)),
        _ => null,
    };

    private string ApiFields(FieldGroup group, string path)
    {
        if (!group.HasSelections) throw RequestException.Invalid("missing selection set for \"api\"", path);
        var answer = new JsonObject();
        foreach (var field in fields.Below(group))
            answer[field.Key] = field.Name == "__typename" ? "api_info"
                : Api.TryGetValue(field.Name, out var value) ? value
                : throw RequestException.Invalid($"field \"{field.Name}\" not found in type: 'api_info'", path);
        return answer.ToJsonString();
    }
}
