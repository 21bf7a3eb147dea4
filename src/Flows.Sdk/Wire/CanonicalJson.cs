using System.Buffers;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Flows.Wire;

/// <summary>One spelling for equal JSON: keys sorted by code point, no spaces. Only its hash leaves the program.</summary>
public static class CanonicalJson
{
    /// <summary>How many bytes are gathered before they are hashed.</summary>
    private const int Portion = 16 * 1024;

    private static readonly Comparison<JsonProperty> ByName = static (a, b) =>
        JsonMarshal.GetRawUtf8PropertyName(a).SequenceCompareTo(JsonMarshal.GetRawUtf8PropertyName(b));

    private static readonly Comparison<JsonProperty> ByUnescapedName = static (a, b) =>
        Encoding.UTF8.GetBytes(a.Name).AsSpan().SequenceCompareTo(Encoding.UTF8.GetBytes(b.Name));

    /// <summary>SHA-256 of the canonical text.</summary>
    /// <param name="json">The JSON.</param>
    /// <returns>64 lower-case hex digits.</returns>
    public static string Hash(JsonElement json)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = new ArrayBufferWriter<byte>(2 * Portion);
        using var writer = new Utf8JsonWriter(buffer);
        Write(writer, json, () =>
        {
            if (writer.BytesPending + buffer.WrittenCount < Portion) return;
            writer.Flush();
            hash.AppendData(buffer.WrittenSpan);
            buffer.ResetWrittenCount();
        });
        writer.Flush();
        hash.AppendData(buffer.WrittenSpan);
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static void Write(Utf8JsonWriter writer, JsonElement json, Action onItem)
    {
        switch (json.ValueKind)
        {
            case JsonValueKind.Object:
                WriteObject(writer, json, onItem);
                break;
            case JsonValueKind.Array:
                writer.WriteStartArray();
                foreach (var item in json.EnumerateArray())
                {
                    Write(writer, item, onItem);
                    onItem();
                }

                writer.WriteEndArray();
                break;
            default:
                json.WriteTo(writer);
                break;
        }
    }

    private static void WriteObject(Utf8JsonWriter writer, JsonElement json, Action onItem)
    {
        var properties = ArrayPool<JsonProperty>.Shared.Rent(json.GetPropertyCount());
        var (count, escaped) = (0, false);
        foreach (var property in json.EnumerateObject())
        {
            properties[count++] = property;
            escaped |= JsonMarshal.GetRawUtf8PropertyName(property).Contains((byte)'\\');
        }

        // The raw bytes of names without escapes are in the order of their code points.
        properties.AsSpan(0, count).Sort(escaped ? ByUnescapedName : ByName);
        writer.WriteStartObject();
        foreach (var property in properties.AsSpan(0, count))
        {
            if (escaped) writer.WritePropertyName(property.Name);
            else writer.WritePropertyName(JsonMarshal.GetRawUtf8PropertyName(property));
            Write(writer, property.Value, onItem);
        }

        writer.WriteEndObject();
        ArrayPool<JsonProperty>.Shared.Return(properties, clearArray: true);
    }
}
