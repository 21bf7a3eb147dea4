using System.Text.Json;

namespace Flows.Server.Tests.Queries;

/// <summary>The schema as tools read it.</summary>
public sealed class IntrospectionTests(RunsDataset data) : IClassFixture<RunsDataset>
{
    /// <summary>What GraphiQL, code generators and graphql-js ask.</summary>
    private const string Standard = """
        query IntrospectionQuery {
          __schema {
            description
            queryType { name kind }
            mutationType { name kind }
            subscriptionType { name kind }
            types { ...FullType }
            directives { name description isRepeatable locations args(includeDeprecated: true) { ...InputValue } }
          }
        }
        fragment FullType on __Type {
          kind name description specifiedByURL isOneOf
          fields(includeDeprecated: true) { name description args(includeDeprecated: true) { ...InputValue } type { ...TypeRef } isDeprecated deprecationReason }
          inputFields(includeDeprecated: true) { ...InputValue }
          interfaces { ...TypeRef }
          enumValues(includeDeprecated: true) { name description isDeprecated deprecationReason }
          possibleTypes { ...TypeRef }
        }
        fragment InputValue on __InputValue { name description type { ...TypeRef } defaultValue isDeprecated deprecationReason }
        fragment TypeRef on __Type {
          kind name ofType { kind name ofType { kind name ofType { kind name ofType { kind name ofType { kind name ofType { kind name ofType { kind name } } } } } } }
        }
        """;

    [Fact]
    public async Task Schema_AsToolsAskForIt_NamesOnlyTypesThatItHas()
    {
        var schema = (await data.Server.RunAsync(Standard)).GetProperty("__schema");
        var types = schema.GetProperty("types").EnumerateArray().ToDictionary(t => t.GetProperty("name").GetString()!);
        types.ShouldContainKey("query_root");
        types.ShouldContainKey("_uuid");
        TypeReferences(schema).ShouldBeSubsetOf(types.Keys);
        types.Values.Where(t => t.GetProperty("kind").GetString() == "OBJECT").ShouldAllBe(t => t.GetProperty("fields").GetArrayLength() > 0);
        types.Values.Where(t => t.GetProperty("kind").GetString() == "INPUT_OBJECT").ShouldAllBe(t => t.GetProperty("inputFields").GetArrayLength() > 0);
        schema.GetProperty("directives").EnumerateArray().Select(d => d.GetProperty("name").GetString()).ShouldBe(["skip", "include"]);
    }

    [Fact]
    public async Task Schema_FieldByField_IsWhatIsAnswered()
    {
        var types = (await data.Server.RunAsync(Standard)).GetProperty("__schema").GetProperty("types").EnumerateArray()
            .ToDictionary(t => t.GetProperty("name").GetString()!);
        foreach (var field in types["query_root"].GetProperty("fields").EnumerateArray())
        {
            if (field.GetProperty("args").EnumerateArray().Any(a => a.GetProperty("type").GetProperty("kind").GetString() == "NON_NULL")) continue;
            await data.Server.RunAsync($"{{ {field.GetProperty("name").GetString()} {Selection(types, field.GetProperty("type"), 2)} }}");
        }
    }

    [Fact]
    public async Task Type_ByName_IsDescribed() => (await data.Server.RunAsync(
        "query($name: String!) { __type(name: $name) { kind name fields { name type { kind name ofType { name } } } } nothing: __type(name: \"x\") { name } }",
        new System.Text.Json.Nodes.JsonObject { ["name"] = "api_info" })).ShouldBeJson(
            """
            {"__type": {"kind": "OBJECT", "name": "api_info", "fields": [
              {"name": "backend", "type": {"kind": "SCALAR", "name": "String", "ofType": null}}, {"name": "mode", "type": {"kind": "SCALAR", "name": "String", "ofType": null}},
              {"name": "version", "type": {"kind": "SCALAR", "name": "String", "ofType": null}}, {"name": "core_version", "type": {"kind": "SCALAR", "name": "String", "ofType": null}},
              {"name": "release_timestamp", "type": {"kind": "SCALAR", "name": "String", "ofType": null}}]}, "nothing": null}
            """);

    [Fact]
    public async Task Schema_AskedForInCircles_EndsInAClearError()
    {
        var circle = string.Join(' ', Enumerable.Range(0, 450).Select(i => $"f{i}: fields {{ type {{ fields {{ name }} }} }}"));
        var (status, answer) = await data.Server.PostAsync($"{{ __schema {{ types {{ {circle} }} }} }}");
        status.ShouldBe(400);
        answer.GetProperty("errors")[0].GetProperty("message").GetString().ShouldBe("the answer is larger than 8 MB; ask for fewer types and fields");
    }

    private static IEnumerable<string> TypeReferences(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.Array => json.EnumerateArray().SelectMany(TypeReferences),
        JsonValueKind.Object when json.TryGetProperty("kind", out _) && json.GetProperty("name").ValueKind == JsonValueKind.String =>
            json.EnumerateObject().SelectMany(p => TypeReferences(p.Value)).Prepend(json.GetProperty("name").GetString()!),
        JsonValueKind.Object => json.EnumerateObject().SelectMany(p => TypeReferences(p.Value)),
        _ => [],
    };

    /// <summary>All scalar fields of a type, and of the objects below it.</summary>
    private static string Selection(Dictionary<string, JsonElement> types, JsonElement type, int depth)
    {
        while (type.GetProperty("ofType").ValueKind == JsonValueKind.Object) type = type.GetProperty("ofType");
        var found = types[type.GetProperty("name").GetString()!];
        if (found.GetProperty("fields").ValueKind != JsonValueKind.Array) return "";
        var fields = found.GetProperty("fields").EnumerateArray()
            .Select(f => (Name: f.GetProperty("name").GetString()!, Below: depth > 0 || IsScalar(types, f.GetProperty("type")) ? Selection(types, f.GetProperty("type"), depth - 1) : null))
            .Where(f => f.Below is not null).Select(f => $"{f.Name} {f.Below}");
        return $"{{ {string.Join(' ', fields.Append("__typename"))} }}";
    }

    private static bool IsScalar(Dictionary<string, JsonElement> types, JsonElement type)
    {
        while (type.GetProperty("ofType").ValueKind == JsonValueKind.Object) type = type.GetProperty("ofType");
        return types[type.GetProperty("name").GetString()!].GetProperty("fields").ValueKind != JsonValueKind.Array;
    }
}
