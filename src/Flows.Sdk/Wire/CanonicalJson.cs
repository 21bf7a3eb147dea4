using System.Buffers;
using System.Security.Cryptography;
using System.Text.Json;

namespace Flows.Wire;

/// <summary>One spelling for equal JSON: keys sorted by code point, no spaces. Only its hash leaves the program.</summary>
public static class CanonicalJson
{
    /// <summary>SHA-256 of the canonical text.</summary>
    /// <param name="json">The JSON.</param>
    /// <returns>64 lower-case hex digits.</returns>
    public static string Hash(JsonElement json) => Convert.ToHexStringLower(SHA256.HashData(Write(json)));

    /// <summary>The canonical text.</summary>
    /// <param name="json">The JSON.</param>
    /// <returns>UTF-8.</returns>
    public static byte[] Write(JsonElement json)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer)) Write(writer, json);
        return buffer.WrittenSpan.ToArray();
    }

    private static void Write(Utf8JsonWriter writer, JsonElement json)
    {
        switch (json.ValueKind)
        {
            case JsonValueKind.Object:
                writer.WriteStartObject();
                foreach (var property in json.EnumerateObject().OrderBy(p => p.Name, StringComparer.Ordinal))
                {
                    writer.WritePropertyName(property.Name);
                    Write(writer, property.Value);
                }

                writer.WriteEndObject();
                break;
            case JsonValueKind.Array:
                writer.WriteStartArray();
                foreach (var item in json.EnumerateArray()) Write(writer, item);
                writer.WriteEndArray();
                break;
            default:
                json.WriteTo(writer);
                break;
        }
    }
}
