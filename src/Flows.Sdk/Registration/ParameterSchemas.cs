using System.ComponentModel;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Schema;
using System.Text.Json.Serialization.Metadata;
using Flows.Graph;
using Flows.Results;

namespace Flows.Registration;

/// <summary>The JSON schema of a parameter: what forms need to know, and exactly what a run takes.</summary>
internal static class ParameterSchemas
{
    private static readonly JsonSchemaExporterOptions Options = new() { TreatNullObliviousAsNonNullable = true, TransformSchemaNode = Refine };

    private static readonly HashSet<Type> Fractions = [typeof(double), typeof(float), typeof(Half)];

    /// <summary>The schema of a parameter, with its default and description; one that allows all when nothing is known of the type.</summary>
    public static JsonElement Of(FlowNode node, ValueJson json)
    {
        var facts = node.Parameter!;
        var schema = (json.Knows(facts.Type) ? json.Info(facts.Type).GetJsonSchemaAsNode(Options) as JsonObject : null) ?? [];
        if (facts.Description is not null) schema["description"] = facts.Description;
        if (ParameterDefaults.ToJson(node.Name, facts, json) is { } standard) schema["default"] = JsonNode.Parse(standard.GetRawText());
        return JsonElement.Parse(schema.ToJsonString());
    }

    private static JsonNode Refine(JsonSchemaExporterContext context, JsonNode node)
    {
        if (node is not JsonObject schema) return node;
        schema.Remove("$comment");
        if (Fractions.Contains(Nullable.GetUnderlyingType(context.TypeInfo.Type) ?? context.TypeInfo.Type))
        {
            // That NaN may be written as text helps nobody who fills in a form.
            schema.Clear();
            schema["type"] = Nullable.GetUnderlyingType(context.TypeInfo.Type) is null ? "number" : new JsonArray("number", "null");
        }

        if (context.TypeInfo.Kind == JsonTypeInfoKind.Object && context.TypeInfo.PolymorphismOptions is null && schema.ContainsKey("properties")) CloseObject(context.TypeInfo, schema);
        if (Description(context) is { } text) schema.Insert(0, "description", text);
        return schema;
    }

    private static void CloseObject(JsonTypeInfo info, JsonObject schema)
    {
        var needed = ValueCheck.Members(info).Where(ValueCheck.IsNeeded).Select(p => (JsonNode?)p.Name).ToArray();
        schema.Remove("required");
        if (needed.Length > 0) schema["required"] = new JsonArray(needed);
        if (!info.Properties.Any(p => p.IsExtensionData)) schema["additionalProperties"] = false;
    }

    private static string? Description(JsonSchemaExporterContext context) =>
        (context.PropertyInfo?.AttributeProvider ?? context.PropertyInfo?.AssociatedParameter?.AttributeProvider ?? (context.Path.IsEmpty ? context.TypeInfo.Type : null))
            ?.GetCustomAttributes(typeof(DescriptionAttribute), inherit: false).OfType<DescriptionAttribute>().FirstOrDefault()?.Description;
}
