using System.Text.Json;
using System.Text.Json.Nodes;
using Flows.Server.Errors;
using Flows.Server.Queries;
using Flows.Wire;

namespace Flows.Server.GraphQL;

/// <summary>Root fields that tell about the server and need no table.</summary>
internal sealed class ServiceFields(FieldCollector fields)
{
    /// <summary>The fields in GraphQL's own words, and those of other classes that need no type of a table.</summary>
    public const string Roots = """
        "A wave: the server is there." hello: String
        "What this server is." api: api_info
        "What kinds of states there are." reference_data: reference_data
        "A summary of the children of a mapped task run." mapped_children(task_run_id: UUID!): mapped_children_payload
        "The current state of a task run." get_task_run_info(task_run_id: UUID!): task_run
        "Who calls." auth_info: auth_info
        "The API keys, under the name of the original." auth_api_key(distinct_on: [api_key_select_column!] limit: Int offset: Int order_by: [api_key_order_by!] where: api_key_bool_exp): [api_key!]!

        """;

    /// <summary>Their types.</summary>
    public const string Types = """
        type api_info { backend: String mode: String version: String core_version: String release_timestamp: String }
        type auth_info { tenant_id: uuid name: String scope: api_key_scope key_id: uuid user_id: uuid }
        type reference_data { state_hierarchy: JSON! state_info: JSON! }

        """;

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
