using System.Text.Json;
using System.Text.Json.Serialization;

namespace Flows.Wire;

/// <summary>Environment variables: the original lets numbers and booleans stand as values; here they are text.</summary>
internal sealed class TextMapConverter : JsonConverter<IReadOnlyDictionary<string, string>>
{
    public override IReadOnlyDictionary<string, string> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        JsonElement.ParseValue(ref reader).EnumerateObject().ToDictionary(p => p.Name, p => p.Value.ToString());

    public override void Write(Utf8JsonWriter writer, IReadOnlyDictionary<string, string> value, JsonSerializerOptions options)
    {
        writer.WriteStartObject();
        foreach (var (name, text) in value) writer.WriteString(name, text);
        writer.WriteEndObject();
    }
}
