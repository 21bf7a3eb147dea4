using System.Text.Json;
using System.Text.Json.Serialization;

namespace Flows.RunConfigs;

/// <summary>ECS writes its keys in camel case and leaves out what is not set.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(EcsTaskDefinition))]
internal sealed partial class EcsJson : JsonSerializerContext;

/// <summary>ECS lists environment variables as objects of name and value.</summary>
internal sealed class EcsEnvironmentConverter : JsonConverter<IReadOnlyDictionary<string, string>>
{
    public override IReadOnlyDictionary<string, string> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        throw new NotSupportedException("Task definitions are only written.");

    public override void Write(Utf8JsonWriter writer, IReadOnlyDictionary<string, string> value, JsonSerializerOptions options)
    {
        writer.WriteStartArray();
        foreach (var (name, text) in value.OrderBy(v => v.Key, StringComparer.Ordinal))
        {
            writer.WriteStartObject();
            writer.WriteString("name"u8, name);
            writer.WriteString("value"u8, text);
            writer.WriteEndObject();
        }
        writer.WriteEndArray();
    }
}
