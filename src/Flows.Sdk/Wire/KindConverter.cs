using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Flows.Wire;

/// <summary>
/// Reads documents that come in kinds named by <c>type</c>, wherever in the object that key stands. A kind that is not known is
/// kept as it is, so that nothing is lost when it is passed on and a message can name it.
/// </summary>
internal abstract class KindConverter<T> : JsonConverter<T> where T : class
{
    protected abstract string What { get; }

    protected abstract JsonTypeInfo? Find(string kind);

    protected abstract T Keep(string kind, JsonElement json);

    protected abstract JsonElement? Kept(T document);

    public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var json = JsonElement.ParseValue(ref reader);
        if (json.ValueKind != JsonValueKind.Object || !json.TryGetProperty("type", out var type) || type.GetString() is not { } kind)
            throw new JsonException($"A {What} document is an object with the key 'type'.");
        return Find(kind) is { } info ? (T)json.Deserialize(info)! : Keep(kind, json);
    }

    public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options)
    {
        if (Kept(value) is { } json) json.WriteTo(writer);
        else JsonSerializer.Serialize(writer, value, WireJson.Default.GetTypeInfo(value.GetType())!);
    }
}
